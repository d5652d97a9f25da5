"""What every test may need: the command, a simulated city that has been run, the real records."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.paths import REPO, Home

REAL_RECORDS = REPO.parent / "shared" / "data"

# Nothing that a test starts may report to anybody.
os.environ |= {
    "DAGSTER_DISABLE_TELEMETRY": "yes",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}

Command = Callable[..., subprocess.CompletedProcess]


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


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a small simulated city: 6,000 orders of 21 days."""
    inputs = tmp_path_factory.mktemp("city")
    done = fairlane("simulate", "--orders", 6000, "--days", 21, "--seed", 7, "--out", inputs)
    assert done.returncode == 0, done.stderr
    return inputs


@pytest.fixture(scope="session")
def city_home(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which that city was run once. Read it; a test that writes makes its own."""
    home = Home(tmp_path_factory.mktemp("home"))
    done = fairlane("run", "--inputs", city, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    return home


def metric_rows(home: Home, sql: str, *parameters: object) -> list[tuple]:
    """Rows of a query on the current manager file."""
    database = home.current_release.resolve() / "manager.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(sql, list(parameters)).fetchall()
