"""Files of decisions: what may stand in them, where they are, and that the JSON schema says the same as the reader."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from edition.build import build
from edition.commands.new import write_starter
from edition.errors import ConfigError
from edition.model import Entry, EntryKind, Form, Register
from edition.model.anchor import Anchor
from edition.model.bibliography import Bibliography, Work
from edition.model.decision import Decisions, SplitDecision
from edition.project.decision_tables import TABLES, decisions_schema_file
from edition.project.decisions import read_decisions
from edition.project.ideas import Scholars

ROOT = Path(__file__).parent.parent.parent
REGISTER = Register.of([Entry("pers-keller", EntryKind.PERSON, (Form("Anna Keller", surname="Keller"),))])
ANCHORED = (
    'exact = "the gate"\nprefix = "at "\nsuffix = "."\nnth = 2\nin = "B"\nby = "AR"\non = 2026-11-29\nwhy = "so"\n'
)
RIGHT = {
    "nothing": "",
    "mention": '[[mention]]\nexact = "Keller"\nref = "pers-keller"\nnote = "x"\n',
    "class": f'schema = 2\n[[class]]\n{ANCHORED}as = "substantive"\nof = "A"\n',
    "lemma": f'[defaults]\nby = "AR"\nin = "B"\n[[lemma]]\n{ANCHORED}from = "A"\ncert = "high"\n',
    "join": f"[[join]]\n{ANCHORED}",
    "split": f'[[split]]\n{ANCHORED}after = "the"\n[[split]]\n{ANCHORED}after = ["the", "gate"]\n',
    "note": f'[[note]]\n{ANCHORED}text = "so the roll"\nof = "A"\nkind = "critical"\n',
    "reviewed": f'[[reviewed]]\n{ANCHORED}result = "x] y B"\n',
    "regularise": '[[regularise]]\nfrom = ["ye"]\nto = "the"\nin = ["A"]\nexcept = [{ exact = "ye", prefix = "O " }]\n',
    "align": '[[align]]\nin.A = { exact = "the gate" }\nin.B = { exact = "a door", nth = 1 }\n',
    "apart": '[[apart]]\nwhy = "x"\n[apart.in]\nA = { exact = "the gate" }\nB = { exact = "a door" }\n',
    "conjecture": f'[[conjecture]]\n{ANCHORED}read = ""\nof = "lund"\nadopt = true\napproved = ["x"]\n',
    "sign": f'[[sign]]\n{ANCHORED}as = "crux"\n',
    "order": f'[[order]]\n{ANCHORED}readings = [["B"], "A"]\n',
    "hide": f'[[hide]]\n{ANCHORED}from = ["print"]\n',
}
WRONG = {
    "unknown table": ("[[klass]]\nexact = 'x'\n", "1:1: there is no table or key 'klass'; did you mean 'class'?"),
    "unknown key": ('[[class]]\nexact = "x"\nas = "spelling"\nprefx = "y"\n', "4:1: [class] has no key 'prefx'; did"),
    "no table": ("class = 3\n", "1:1: write each decision as [[class]]"),
    "missing key": ('[[class]]\nexact = "x"\n', "1:1: [class] lacks the key 'as'"),
    "unknown kind": (
        '[[class]]\nexact = "x"\nas = "speling"\n',
        "3:1: as = 'speling' is unknown; did you mean 'spelli",
    ),
    "kind not decided": ('[[class]]\nexact = "x"\nas = "om"\n', "3:1: as = 'om' is unknown"),
    "empty words": ('[[join]]\nexact = "  "\n', "2:1: a decision quotes the words it is about"),
    "a number": ('[[join]]\nexact = "x"\nprefix = 3\n', '3:1: prefix must be text in quotes ("…")'),
    "counted from 0": ('[[join]]\nexact = "x"\nnth = 0\n', "3:1: nth must be a whole number from 1"),
    "yes as a number": ('[[join]]\nexact = "x"\nnth = true\n', "3:1: nth must be a whole number from 1"),
    "a control character": ('[[note]]\nexact = "\\u0001"\ntext = "\\u0001"\n', "3:1: text must be words in quotes"),
    "no day": ('[[join]]\nexact = "x"\non = 3\n', "3:1: on must be a date (2026-11-29)"),
    "two ways": ('[[note]]\nexact = "x"\ntext = "y"\nfile = "z"\n', "4:1: [note] says one of text, file"),
    "no note": ('[[note]]\nexact = "x"\n', "1:1: [note] says one of text, file"),
    "empty list": ('[[split]]\nexact = "x"\nafter = []\n', "3:1: after must be words in quotes"),
    "one side": ('[[align]]\nin.A = { exact = "x" }\n', "1:1: in must be a table of quotations by witness"),
    "a scope without a witness": (
        '[[regularise]]\nfrom = "x"\nto = "y"\nscope = "witness"\n',
        "4:1: [regularise] with scope = 'witness' lacks",
    ),
    "version": ("schema = 7\n", "1:1: schema = 7 is unknown; write schema = 2"),
    "defaults": ('[defaults]\nby = "AR"\nfrom = "A"\n', "3:1: [defaults] has no key 'from'"),
    "second table": ('[[join]]\nexact = "x"\n[[join]]\nexat = "y"\n', "4:1: [join] has no key 'exat'"),
}


SCHOLARS = Scholars(Bibliography.of([Work("lund", "Barges"), Work("x", "Tar")]))


def read(folder: Path, text: str) -> Decisions:
    (folder / "decisions.toml").write_text(text, encoding="utf-8")
    return read_decisions(folder, REGISTER, ["A", "B"], "A", scholars=SCHOLARS)


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_file_is_read(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, RIGHT[name])
    table = next((t for t in TABLES if t.name == name), None)
    if table is None:
        return
    rows = len(tomllib.loads(RIGHT[name])[name])
    kinds = (found.mentions, found.readings, found.regularised, found.pairs)
    assert sum(map(len, kinds)) == (rows if table.is_built else 0)
    assert [f.code for f in found.findings] == ([] if table.is_built else ["E470"])


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    text, said = WRONG[name]
    with pytest.raises(ConfigError) as raised:
        read(tmp_path, text)
    assert str(raised.value).startswith(f"decisions.toml:{said}")


@pytest.mark.parametrize("key", ["in", "of", "from"])
def test_a_siglum_that_is_none_is_refused(key: str, tmp_path: Path) -> None:
    table = {"in": '[[join]]\nexact = "x"\n', "of": '[[class]]\nas = "spelling"\nexact = "x"\n',
             "from": '[[lemma]]\nexact = "x"\n'}[key]  # fmt: skip
    with pytest.raises(ConfigError, match=rf"decisions\.toml:\d:1: {key} = 'C' is no siglum; there is A, B"):
        read(tmp_path, f'{table}{key} = "C"\n')


def test_what_a_decision_says(tmp_path: Path) -> None:
    (one,) = read(tmp_path, RIGHT["split"].split("[[split]]")[0] + f"[[split]]\n{ANCHORED}after = 'the'").readings
    assert isinstance(one, SplitDecision)
    assert (one.anchor, one.siglum, one.after) == (Anchor("the gate", "at ", ".", 2), "B", ("the",))
    assert (one.by, one.on, one.why, str(one.position)) == ("AR", "2026-11-29", "so", "decisions.toml:1:1")


def test_files_of_the_folder_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    files = {"zb": '[defaults]\nby = "ZB"\n', "ar": '[defaults]\nin = "B"\n', ".hidden": "no TOML", "ar.txt": "none"}
    for name, head in files.items():
        path = tmp_path / "decisions" / (name if "." in name[1:] else f"{name}.toml")
        path.write_text(head + f'[[join]]\nexact = "of {name}"\n', encoding="utf-8")
    found = read(tmp_path, '[[join]]\nexact = "first"\n').readings
    said = [(one.anchor.exact, one.siglum, one.by, one.position.path) for one in found]
    assert said == [("first", "A", "", "decisions.toml"), ("of ar", "B", "", "decisions/ar.toml"),
                    ("of zb", "A", "ZB", "decisions/zb.toml")]  # fmt: skip


def test_a_table_that_is_not_carried_out_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tuple(replace(table, is_built=table.name != "hide") for table in TABLES)
    monkeypatch.setattr("edition.project.decisions.TABLES", tables)
    write_starter(tmp_path / "e")
    (tmp_path / "e" / "decisions.toml").write_text('\n[[hide]]\nexact = "x"\nfrom = "print"\n', encoding="utf-8")
    built = build(tmp_path / "e", ["tei"])
    assert built.failed
    assert [str(f.position) for f in built.findings if f.code == "E470"] == ["decisions.toml:2:1"]


# -- the JSON schema


def fits(value: Any, schema: Mapping[str, Any]) -> bool:
    """Whether a value is valid by those keywords of JSON Schema that ours uses; an unknown keyword is an error."""
    kinds = {"string": str, "object": dict, "array": list, "integer": int, "boolean": bool}
    assert schema.keys() <= {"$schema", "$comment", "title", "description", *CHECKS, "type"}, schema.keys()
    types = schema.get("type", [])
    wanted = [types] if isinstance(types, str) else types
    of_type = [isinstance(value, kinds[k]) and not (k == "integer" and isinstance(value, bool)) for k in wanted]
    return (not wanted or any(of_type)) and all(CHECKS[k](value, schema[k], schema) for k in schema if k in CHECKS)


CHECKS = {
    "const": lambda v, given, _: v == given,
    "not": lambda v, given, _: not fits(v, given),
    "enum": lambda v, given, _: v in given,
    "pattern": lambda v, given, _: not isinstance(v, str) or re.search(given, v) is not None,
    "minimum": lambda v, given, _: not isinstance(v, int) or v >= given,
    "minItems": lambda v, given, _: not isinstance(v, list) or len(v) >= given,
    "minProperties": lambda v, given, _: not isinstance(v, dict) or len(v) >= given,
    "required": lambda v, given, _: not isinstance(v, dict) or all(name in v for name in given),
    "anyOf": lambda v, given, _: any(fits(v, one) for one in given),
    "oneOf": lambda v, given, _: sum(fits(v, one) for one in given) == 1,
    "items": lambda v, given, _: not isinstance(v, list) or all(fits(one, given) for one in v),
    "properties": lambda v, given, _: not isinstance(v, dict) or all(fits(v[n], s) for n, s in given.items() if n in v),
    "additionalProperties": lambda v, given, schema: (
        not isinstance(v, dict)
        or all(n in schema.get("properties", {}) or (given is not False and fits(v[n], given)) for n in v)
    ),
}


def as_json(value: Any) -> Any:
    """A value of a TOML file as a JSON schema sees it: days are strings."""
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value if isinstance(value, str | int | float) else str(value)


SCHEMA = json.loads((ROOT / "schema" / "decisions.schema.json").read_text(encoding="utf-8"))


def test_the_json_schema_is_the_one_that_the_program_writes() -> None:
    for name, data in decisions_schema_file().items():
        assert (ROOT / "schema" / name).read_bytes() == data


@pytest.mark.parametrize("name", RIGHT)
def test_the_json_schema_takes_a_right_file(name: str) -> None:
    assert fits(as_json(tomllib.loads(RIGHT[name])), SCHEMA)


@pytest.mark.parametrize("name", WRONG)
def test_the_json_schema_refuses_a_wrong_file(name: str) -> None:
    assert name == "a scope without a witness" or not fits(as_json(tomllib.loads(WRONG[name][0])), SCHEMA)


def test_the_json_schema_takes_the_decisions_of_this_edition() -> None:
    assert fits(as_json(tomllib.loads((ROOT / "decisions.toml").read_text(encoding="utf-8"))), SCHEMA)
