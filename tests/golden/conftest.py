"""`pytest tests/golden --accept` rewrites what is expected, and fails: look at the difference before you commit it."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite expected files, then fail the run")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--accept", default=False) and os.environ.get("CI") == "true":
        raise pytest.UsageError("--accept is refused in CI")
