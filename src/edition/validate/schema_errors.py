"""Errors in a schema, with their positions."""

from edition.errors import InputError
from edition.model.finding import Finding, Position, Severity


def first_line_of(error: Exception) -> str:
    """The first line of a message of Saxon, without its position."""
    message = str(error)
    return next(iter((message.partition(": ")[2].strip() or message).splitlines()), message)


class SchemaError(InputError):
    """A schema, or its rules, cannot be used; `findings` say why, each with its position."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(f"{finding.position}: {finding.message}" for finding in findings))
        self.findings = findings


def schema_error(position: Position, message: str) -> SchemaError:
    """An error with one finding E441: the schema is invalid."""
    return SchemaError(Finding("E441", Severity.ERROR, message, position))


def rule_finding(position: Position, message: str) -> Finding:
    """A finding E442: a Schematron rule cannot be run."""
    return Finding("E442", Severity.ERROR, message, position)
