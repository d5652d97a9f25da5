"""What every test may need: the command, a simulated city that has been run, the real records."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from pipelines.paths import MAPPINGS, REPO, Home
from tests.compiled_project import CATALOG, CompiledProject, compile_project

REAL_RECORDS = REPO.parent / "shared" / "data"

# Nothing that a test starts may report to anybody.
os.environ |= {
    "DAGSTER_DISABLE_TELEMETRY": "yes",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}

Command = Callable[..., subprocess.CompletedProcess]
Run = Callable[[str], Home]


def fairlane(*arguments: object, home: Home | None = None) -> subprocess.CompletedProcess:
    """Run the `fairlane` command in a process of its own, as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *map(str, arguments)]
        + (["--home", str(home.root)] if home else []),
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )


_MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def its_own_main() -> Iterator[None]:
    """Streamlit's AppTest leaves its page as the main module of this process, and whoever starts
    another process after that starts it with the page."""
    yield
    sys.modules["__main__"] = _MAIN


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all the processes that run the tests side by side."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@contextmanager
def made_once(folder: Path) -> Iterator[bool]:
    """Whether `folder` is still to be made; other processes wait until it is."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder.with_suffix(".done")
        yield not done.exists()
        done.touch()


@pytest.fixture(scope="session")
def city(shared_folder: Path) -> Path:
    """The files of a small simulated city: 6,000 orders of 21 days."""
    inputs = shared_folder / "city"
    with made_once(inputs) as is_missing:
        if is_missing:
            made = fairlane(
                "simulate", "--orders", 6000, "--days", 21, "--seed", 7, "--out", inputs
            )
            assert made.returncode == 0, made.stderr
    return inputs


@pytest.fixture(scope="session")
def city_home(city: Path, shared_folder: Path) -> Home:
    """A home in which that city was run once. Read it; a test that writes makes its own."""
    home = Home(shared_folder / "city_home")
    with made_once(home.root) as is_missing:
        if is_missing:
            made = fairlane("run", "--inputs", city, home=home)
            assert made.returncode == 0, made.stdout + made.stderr
    return home


@pytest.fixture(scope="session")
def compiled_project(shared_folder: Path) -> CompiledProject:
    """The dbt project, compiled once for all the processes that run the tests."""
    folder = shared_folder / CATALOG
    with made_once(folder) as is_missing:
        if is_missing:
            folder.mkdir()
            compile_project(folder)
    return CompiledProject.read(folder)


@pytest.fixture(scope="session")
def run_of(shared_folder: Path) -> Run:
    """Runs a set of the real records with its mapping, once; gives its home."""

    def run(name: str) -> Home:
        home = Home(shared_folder / f"{name}_home")
        with made_once(home.root) as is_missing:
            if is_missing:
                mapping = MAPPINGS / f"{name}.yml"
                inputs = REAL_RECORDS / name
                made = fairlane("run", "--inputs", inputs, "--mapping", mapping, home=home)
                assert made.returncode == 0, made.stdout + made.stderr
        return home

    return run


def metric_rows(home: Home, sql: str, *parameters: object) -> list[tuple]:
    """Rows of a query on the current manager file."""
    database = home.current_release.resolve() / "manager.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(sql, list(parameters)).fetchall()
