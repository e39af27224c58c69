"""The record of a build: what it read, what it published, what it found. It proves that nothing has changed since.

A record is kept in the cache under the key of what was asked for (docs/decisions/0104). It names every file that was
read with its digest; the names of all files of the edition; the state of every output. It holds data alone, and what
it says is compared with what is there: a record from elsewhere can claim nothing that the files do not show.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from importlib.metadata import Distribution, entry_points
from pathlib import Path

from edition.model.finding import Finding, finding_of_row
from edition.project.cache import Cache, key_of
from edition.project.generated_paths import LOCK, STAGING, expected_targets
from edition.project.ownership import RECORD, walk_files
from edition.project.reads import ABSENT, Reads, digest_of, names_below

_GROUPS = ("edition.readers", "edition.exporters")
_ENVIRONMENT = ("SOURCE_DATE_EPOCH", "XML_CATALOG_FILES", "XDG_CONFIG_HOME", "APPDATA")
_OWN = "variorum"


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What a build found, and the paths that it published."""

    findings: tuple[Finding, ...]
    published: tuple[str, ...]


def request_key(root: Path, only: Sequence[str]) -> str | None:
    """The key of a build: the program, its plug-ins, the environment, the folder, the outputs that were asked for.

    None where a plug-in is one that is being written: then no two builds are known to be of one program.
    """
    plugins = plugin_versions()
    if plugins is None:
        return None
    environment = [os.environ.get(name) for name in _ENVIRONMENT]
    request = [sorted(only), str(root), str(Path.cwd()), str(Path.home()), environment, plugins]
    return key_of("build", [json.dumps(request)])


def plugin_versions() -> list[str] | None:
    """Each plug-in with what its distribution says of its files; None when one is installed as editable."""
    found: dict[str, str] = {}
    for group in _GROUPS:
        for point in entry_points(group=group):
            one = point.dist
            if one is None:
                return None
            if one.name != _OWN and one.name not in found:
                if _is_editable(one):
                    return None
                files = hashlib.sha256((one.read_text("RECORD") or "").encode()).hexdigest()
                found[one.name] = f"{one.name} {one.version} {files}"
    return sorted(found.values())


def _is_editable(one: Distribution) -> bool:
    try:
        source = json.loads(one.read_text("direct_url.json") or "{}")
    except ValueError:
        return True
    return not one.read_text("RECORD") or bool(source.get("dir_info", {}).get("editable"))


def keep_record(
    cache: Cache, key: str, reads: Reads, names: str, built: tuple[BuildRecord, Mapping[str, str]], only: Sequence[str]
) -> None:
    """Keep the record of a build; none where a source changed while it was made, or something cannot be followed.

    `names`: the names in the edition when the build began. `built`: the record, and the digests of what was published.
    """
    record, digests = built
    root = reads.root
    read = reads.digests()
    if read is None or names_below(root) != names:
        return
    outputs = {target: _state_of(root, target) for target in _targets(only, record.published)}
    outputs |= {target: _staged_state(target, digests) for target in record.published}
    content = {
        "read": read,
        "names": names,
        "outputs": outputs,
        "findings": [astuple(finding) for finding in record.findings],
        "published": record.published,
    }
    cache.put(key, json.dumps(content).encode())


def find_record(cache: Cache, key: str, root: Path, only: Sequence[str]) -> BuildRecord | None:
    """The record of the last build that asked for the same, if all it read and all it published is there unchanged."""
    data = cache.get(key)
    if data is None or any(os.path.lexists(root / name) for name in (LOCK, STAGING)):
        return None
    with suppress(OSError, ValueError, KeyError, TypeError):
        content = json.loads(data)
        record = BuildRecord(tuple(map(finding_of_row, content["findings"])), tuple(content["published"]))
        outputs = content["outputs"]
        is_same = (
            set(outputs) == set(_targets(only, record.published))
            and names_below(root) == content["names"]
            and all(digest_of(root / path) == digest for path, digest in content["read"].items())
            and all(_state_of(root, target) == state for target, state in outputs.items())
        )
        return record if is_same else None
    return None


# -- outputs


def _targets(only: Sequence[str], published: Sequence[str]) -> list[str]:
    """The outputs that a build of these names replaces, takes away or reads, whether they are there or not."""
    books = ["build/parallel.pdf", f"build/{RECORD}"] if "pdf" in only else []
    return sorted({*expected_targets(only), *published, "tei/ids.tsv", *books})


def _state_of(root: Path, target: str) -> str:
    """The digest of all files of an output and their paths; ABSENT where there is none."""
    place = root / target
    if not os.path.lexists(place):
        return ABSENT
    if not place.is_dir() or place.is_symlink():
        return digest_of(place) if stat.S_ISREG(place.lstat().st_mode) else "of another kind"
    files = {path: "" if data is None else hashlib.sha256(data).hexdigest() for path, data in walk_files(place)}
    records = {path.relative_to(place).as_posix(): digest_of(path) for path in (place / RECORD,) if path.exists()}
    return _digest_of_files((files | records).items())


def _staged_state(target: str, digests: Mapping[str, str]) -> str:
    """The same of what was staged, which nobody can have edited."""
    if target in digests:
        return digests[target]
    files = ((path.removeprefix(f"{target}/"), d) for path, d in digests.items() if path.startswith(f"{target}/"))
    return _digest_of_files(files)


def _digest_of_files(files: Iterable[tuple[str, str]]) -> str:
    total = hashlib.sha256()
    for path, digest in sorted(files):
        total.update(f"{digest}  {path}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()
