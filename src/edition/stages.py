"""The first stage of a build: from the configuration and the seeds to witnesses."""

import re

from edition.config import Config, WitnessOptions
from edition.errors import SeedError
from edition.model import Witness
from edition.readers.concord import concord
from edition.readers.formats import refuse_container, refuse_undecodable
from edition.readers.options import ReaderOptions
from edition.readers.registry import load_readers, read
from edition.sources import make_seed, read_bytes


def read_witnesses(config: Config) -> tuple[Witness, ...]:
    """The witnesses that the configuration names, with what each shows of the others."""
    made = []
    readers = load_readers()
    for one in config.witnesses:
        data = read_bytes(config.root, one.seed)
        refuse_container(one.seed, data)
        try:
            seed = make_seed(one.siglum, one.seed, data, one.encoding)
        except SeedError:
            refuse_undecodable(one.seed, data)
            raise
        reader, structure = read(seed, one.reader, reader_options(config, one), readers)
        facts = {k: getattr(one, k) for k in ("author", "source", "accessed", "date", "licence")}
        made.append(
            Witness(
                one.siglum,
                one.name,
                seed,
                structure.root,
                reader,
                one.scope,
                tuple((k, v) for k, v in facts.items() if v),
                one.language or config.edition.language,
                (*(readers.findings if one is config.witnesses[0] else ()), *structure.findings),  # told once
            )
        )
    return concord(made)


def reader_options(config: Config, witness: WitnessOptions) -> ReaderOptions:
    """What `edition.toml` says of a witness that its reader cannot see."""
    return ReaderOptions(
        witness.language or config.edition.language,
        config.reading.scripts,
        tuple(re.compile(pattern) for pattern in witness.furniture),
        tuple(re.compile(pattern) for pattern in witness.captions),
        witness.lists,
    )
