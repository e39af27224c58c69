"""Build an edition unless what is in place was made of the same sources; little is imported until that is known."""

from collections.abc import Callable, Sequence
from pathlib import Path

from edition.built import OUTPUTS, Built, HowToBuild
from edition.project.build_record import BuildRecord, find_record, keep_record, request_key
from edition.project.cache import Cache, using
from edition.project.generated_paths import CACHE
from edition.project.reads import end_record, names_below, record_reads

Progress = Callable[[str], None]


def rebuild(
    root: Path, only: Sequence[str] = OUTPUTS, progress: Progress = lambda stage: None, how: HowToBuild | None = None
) -> Built:
    """What `build` does; if nothing has changed since a build that asked for the same, its findings again."""
    how = how or HowToBuild()
    key = request_key(root, only) if how.uses_cache else None
    cache = Cache(root / CACHE)
    if key and (record := find_record(cache, key, root, only)):
        return Built(record.findings, record.published, is_unchanged=True, is_repeatable=True)
    names = names_below(root)
    reads = record_reads(root)
    try:
        from edition.build import build

        with using(cache if how.uses_cache else None):
            built = build(root, only, progress, how)
    finally:
        end_record(reads)
    if key and built.is_repeatable:
        keep_record(cache, key, reads, names, (BuildRecord(built.findings, built.published), built.digests), only)
        cache.bound()
    return built
