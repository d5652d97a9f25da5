"""The sample release, made once, and an app that reads it without a browser."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboards.warehouse import SETTINGS
from tests.dashboards import sample_release

DASHBOARDS = Path(__file__).parents[2] / "dashboards"

# As config.toml beside the apps has it, which an AppTest does not read.
config.set_option("server.address", "127.0.0.1")


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    sample_release.make(home)
    return home


@pytest.fixture
def home(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as the home that every page reads."""
    monkeypatch.setenv("FAIRLANE_HOME", str(sample_home))
    return sample_home


@pytest.fixture
def figure(sample_home: Path) -> Callable[..., float]:
    """One published value, read from a release's file by a query of its own."""

    def read(
        metric_id: str, grain: str, start: str, audience: str = "manager", member: str = "all"
    ) -> float:
        database = sample_home / "releases" / "current" / f"{audience}.duckdb"
        with duckdb.connect(database.resolve(), read_only=True, config=SETTINGS) as connection:
            return connection.execute(
                """
                select value from metrics.metric_values
                where metric_id = ? and period_grain = ? and period_start = ? and member = ?
                """,
                [metric_id, grain, start, member],
            ).fetchone()[0]

    return read


@pytest.fixture
def open_page(home: Path) -> Callable[..., AppTest]:
    """Opens a page of an app, at an address with parameters."""
    return open_at


@pytest.fixture
def open_altered(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AppTest]:
    """Opens a page of the managers' on a copy of the sample that statements have changed."""

    def open_after(view: str, statements: list[str], **parameters: str) -> AppTest:
        folder = tmp_path / "releases" / "altered"
        folder.mkdir(parents=True)
        shutil.copy(sample_home / "releases" / "current" / "manager.duckdb", folder)
        with duckdb.connect(folder / "manager.duckdb") as connection:
            for statement in statements:
                connection.execute(statement)
        (tmp_path / "releases" / "current").symlink_to("altered")
        monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
        page = open_at("staff_app.py", f"managers/{view}.py", **parameters)
        assert not page.exception
        assert not page.error
        return page

    return open_after


def open_at(app: str, view: str, **parameters: str) -> AppTest:
    page = AppTest.from_file(DASHBOARDS / app, default_timeout=60)
    page.query_params.update(parameters)
    page.run()
    page = page.switch_page(f"views/{view}")
    page.query_params.update(parameters)
    return page.run()
