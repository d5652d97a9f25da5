"""A page reads one release from first figure to last, and the newest at the next run."""

import shutil

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import warehouse
from tests.dashboards import sample_release
from tests.dashboards.conftest import DASHBOARDS

SWAPPED_MID_RUN = """
from dashboards import pinned_release, warehouse
from dashboards.roles import MANAGER
import os, streamlit as st

pinned_release.pin("manager", MANAGER)
first = pinned_release.read("select release_name from release.info").iloc[0, 0]
link = warehouse.default_home().current_release
link.unlink(missing_ok=True)
link.symlink_to(os.environ["NEXT_RELEASE"])
second = pinned_release.read("select release_name, 2 from release.info").iloc[0, 0]
st.text(f"{first} {second}")
"""


@pytest.fixture
def two_releases(sample_home, tmp_path, monkeypatch):
    old = tmp_path / "releases" / "old"
    shutil.copytree(sample_home / "releases" / sample_release.NAME, old)
    new = tmp_path / "releases" / "new"
    shutil.copytree(old, new)
    for folder in (old, new):
        with duckdb.connect(folder / "manager.duckdb") as connection:
            connection.execute("update release.info set release_name = ?", [folder.name])
    (tmp_path / "releases" / "current").symlink_to("old")
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    monkeypatch.setenv("NEXT_RELEASE", "new")
    return tmp_path


def test_a_swap_is_not_seen_within_a_run_but_at_the_next(two_releases):
    app = AppTest.from_string(SWAPPED_MID_RUN, default_timeout=30).run()
    assert app.text[0].value == "old old"
    assert app.run().text[0].value == "new new"


@pytest.mark.parametrize(
    ("language", "title"), [("zh", "还没有可看的发布"), ("en", "There is no release yet")]
)
@pytest.mark.parametrize("app", ["staff_app.py", "public_app.py"])
def test_without_a_release_the_page_says_what_to_run(tmp_path, monkeypatch, app, language, title):
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = AppTest.from_file(DASHBOARDS / app, default_timeout=30)
    page.query_params["lang"] = language
    page.run()
    assert page.title[0].value == title
    assert "make demo" in page.info[0].value
    assert not page.exception
    assert not page.error


def test_a_page_that_fails_says_so_without_a_path(sample_home, tmp_path, monkeypatch):
    broken = tmp_path / "releases" / "broken"
    shutil.copytree(sample_home / "releases" / sample_release.NAME, broken)
    with duckdb.connect(broken / "manager.duckdb") as connection:
        connection.execute("drop table metrics.metric_values")
    (tmp_path / "releases" / "current").symlink_to("broken")
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = AppTest.from_file(DASHBOARDS / "staff_app.py", default_timeout=30).run()
    assert "暂时无法显示" in page.error[0].value
    assert not page.exception
    shown = " ".join(element.value for element in [*page.error, *page.markdown, *page.caption])
    assert str(tmp_path) not in shown
    assert "metric_values" not in shown


@pytest.mark.parametrize(
    "statement",
    [
        "create table t as select 1",
        "copy (select 1) to '{folder}/here.csv'",
        "set enable_external_access = true",
        "select * from frame_of_the_process",
    ],
)
def test_an_opened_release_can_neither_write_nor_reach_out(home, tmp_path, statement):
    frame_of_the_process = sample_release.coverage()
    assert frame_of_the_process
    database = warehouse.current_folder() / "manager.duckdb"
    with warehouse.connect(database) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(folder=tmp_path))
