"""A schema that is of no use: what is wrong with it, at its places."""

from edition.errors import InputError
from edition.model.finding import Finding, Position, Severity


def first_line(error: Exception) -> str:
    """What Saxon says is wrong, without its own place and without what it tried."""
    said = str(error)
    return next(iter((said.partition(": ")[2].strip() or said).splitlines()), said)


class SchemaError(InputError):
    """A schema, or its rules, cannot be used. `findings` say why, each with its place."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(f"{finding.position}: {finding.message}" for finding in findings))
        self.findings = findings


def no_schema(position: Position, message: str) -> SchemaError:
    """E441: the schema says what no schema may say."""
    return SchemaError(Finding("E441", Severity.ERROR, message, position))


def no_rule(position: Position, message: str) -> Finding:
    """E442: a Schematron rule that cannot be run."""
    return Finding("E442", Severity.ERROR, message, position)
