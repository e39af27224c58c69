"""What all tests share: the repository, a copy of the edition that is built once, and honest skips."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.build import build

ROOT = Path(__file__).parent.parent


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With CI=true every tool is there: a test that skips has failed."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


def copy_sources(target: Path) -> Path:
    """A copy of what a build of the repository's edition reads."""
    shutil.copytree(ROOT / "seeds", target / "seeds")
    shutil.copytree(ROOT / "tei" / "registers", target / "tei" / "registers")
    shutil.copytree(ROOT / "docs" / "moscow-trials", target / "docs" / "moscow-trials")
    for name in ("edition.toml", "decisions.toml", "docs/quality.tsv"):
        shutil.copy(ROOT / name, target / name)
    return target


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole edition of the seeds, built once by whichever process needs it first; tests only read it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "edition-of-the-seeds"
    with (shared / "edition.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = copy_sources(tmp_path_factory.mktemp("edition") / "e")
            assert not build(making).failed
            making.rename(folder)
    return folder
