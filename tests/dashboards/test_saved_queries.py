"""Statements kept for other readers: plain files with plain names, never changed by another."""

import pytest

from dashboards import saved_queries
from dashboards.queries.statement_check import LENGTH_LIMIT
from dashboards.saved_queries import NotSavedError
from pipelines.paths import Home


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    return tmp_path / "saved_queries"


def reason(name, sql="select 1"):
    with pytest.raises(NotSavedError) as error:
        saved_queries.save(name, sql)
    return str(error.value)


def test_what_is_saved_comes_back_and_lies_there_as_a_plain_file(folder):
    saved_queries.save("各区准时率 2026-10", "select 1\n\n")
    assert saved_queries.names() == ["各区准时率 2026-10"]
    assert saved_queries.statement("各区准时率 2026-10") == "select 1\n"
    assert [file.name for file in folder.iterdir()] == ["各区准时率 2026-10.sql"]


@pytest.mark.parametrize(
    "name", ["", "../mine", "/etc/mine", ".hidden", "a/b", "a.sql", "a\\b", "a\nb", " a", "字" * 61]
)
def test_a_name_is_no_path(name, folder):
    assert reason(name) == "not_saved_name"
    assert not folder.exists()


def test_a_name_that_is_taken_stays_as_it_is():
    saved_queries.save("late", "select 1")
    assert reason("late", "select 2") == "not_saved_taken"
    assert saved_queries.statement("late") == "select 1\n"


def test_there_is_a_limit_to_length_and_number(monkeypatch):
    assert reason("long", "x" * (LENGTH_LIMIT + 1)) == "not_saved_full"
    monkeypatch.setattr(saved_queries, "MOST", 1)
    saved_queries.save("one", "select 1")
    assert reason("two") == "not_saved_full"


def test_a_folder_that_cannot_be_written_to_is_said(folder):
    folder.write_text("not a folder")
    assert reason("late") == "not_saved_folder"


def test_what_is_removed_is_gone_for_everyone():
    saved_queries.save("late", "select 1")
    saved_queries.remove("late")
    saved_queries.remove("late")
    assert saved_queries.names() == []
    assert saved_queries.statement("late") == ""


def test_the_page_keeps_a_statement_and_brings_it_back(tmp_path, monkeypatch, open_page):
    elsewhere = Home(tmp_path)
    monkeypatch.setattr(saved_queries, "default_home", lambda: elsewhere)
    page = open_page("staff_app.py", "analysts/sql.py", lang="en")
    page.text_area(key="statement").set_value("select 7").run()
    page.text_input(key="keep_name").set_value("seven").run()
    page.button(key="save").click().run()
    page.text_area(key="statement").set_value("select 8").run()
    page.selectbox(key="saved").set_value("seven").run()
    assert page.text_area(key="statement").value == "select 7\n"
