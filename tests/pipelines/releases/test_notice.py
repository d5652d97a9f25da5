"""A release that was withheld or is late is told by one of its own, which says nothing new."""

import json

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.releases import calendar, diff, notice, shelf
from pipelines.releases.row_digests import row_digests
from tests.pipelines.releases.conftest import _one_page, release_of

UNREADABLE = ("raw/orders", "files_are_readable")


@pytest.fixture
def day(monkeypatch):
    """Sets the clock to noon of a day of November 2026."""

    def set_day(number):
        # 2026-11-01T12:00:00Z is 1793534400.
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1793534400 + 86_400 * (number - 1)))

    monkeypatch.setenv(calendar.RHYTHM, "7")
    set_day(1)
    return set_day


def manifest(home, name):
    return json.loads((home.releases / name / "manifest.json").read_bytes())


def test_a_withheld_release_is_told_once_a_day(home, day):
    release_of(home)
    assert notice.tell_withheld(home, [UNREADABLE], _one_page) == "000002"
    assert notice.tell_withheld(home, [UNREADABLE], _one_page) is None
    day(2)
    assert notice.tell_withheld(home, [UNREADABLE], _one_page) == "000003"
    assert manifest(home, "000003")["notice"] == {
        "kind": "withheld",
        "figures_of": "000001",
        "reasons": [{"asset": "raw/orders", "check": "files_are_readable"}],
    }


def test_a_notice_holds_the_very_files_of_the_release_that_is_served(home, day):
    first = release_of(home).folder
    name = notice.tell_withheld(home, [UNREADABLE], _one_page)
    for audience in ("manager", "analyst", "public"):
        file = f"{audience}.duckdb"
        assert (home.releases / name / file).samefile(first / file)
    assert shelf.current(home) == name
    assert shelf.faults(home, name) == []
    assert "0 figures differ" in diff.text(first, home.releases / name, 5)


def test_what_follows_a_notice_revises_nothing_and_is_due_anew(home, day):
    first = release_of(home).folder
    notice.tell_withheld(home, [UNREADABLE], _one_page)
    day(3)
    second = release_of(home).folder
    assert manifest(home, "000003")["notice"] is None
    assert calendar.due_on(second).isoformat() == "2026-11-10"
    tables = "metrics.metric_values", "release.revisions"
    for table in tables:
        assert (
            row_digests(second / "manager.duckdb")[table]
            == row_digests(first / "manager.duckdb")[table]
        )


def test_lateness_is_told_the_day_after_the_due_day_and_once(home, day):
    release_of(home)
    day(8)
    assert notice.tell_late(home, _one_page) is None
    day(9)
    assert notice.tell_late(home, _one_page) == "000002"
    day(12)
    assert notice.tell_late(home, _one_page) is None
    assert calendar.overdue_since(home.releases / "000002").isoformat() == "2026-11-08"


def test_who_lists_releases_sees_which_are_notices(home, day):
    release_of(home)
    notice.tell_withheld(home, [UNREADABLE], _one_page)
    told = CliRunner().invoke(main, ["releases", "list", "--home", str(home.root)]).output
    assert told == "  000001\n* 000002 notice: withheld, figures of 000001\n"


def test_the_command_tells_what_is_overdue_or_when_it_would_be(home, day):
    release_of(home)
    told = CliRunner().invoke(main, ["releases", "notice", "--home", str(home.root)]).output
    assert told == "nothing to tell: the next figures are due on 2026-11-08\n"


def test_without_a_rhythm_nothing_is_late(home, day, monkeypatch):
    monkeypatch.delenv(calendar.RHYTHM)
    release_of(home)
    day(300)
    assert notice.tell_late(home, _one_page) is None


def test_before_the_first_release_there_is_nothing_to_tell(home):
    assert notice.tell_late(home, _one_page) is None
    assert notice.tell_withheld(home, [UNREADABLE], _one_page) is None
    assert shelf.names(home) == []


def test_a_notice_outlives_the_release_whose_figures_it_shows(home, day):
    release_of(home)
    name = notice.tell_withheld(home, [UNREADABLE], _one_page)
    assert shelf.prune(home, keep_days=0) == ["000001"]
    assert shelf.faults(home, name) == []
    day(2)
    assert notice.tell_withheld(home, [UNREADABLE], _one_page) == "000003"
    assert manifest(home, "000003")["notice"]["figures_of"] == "000001"


@pytest.mark.parametrize("declared", ["weekly", "0", "-1", "1.5"])
def test_a_rhythm_that_is_no_number_of_days_is_refused(monkeypatch, declared):
    monkeypatch.setenv(calendar.RHYTHM, declared)
    with pytest.raises(ValueError, match=f"{calendar.RHYTHM} is no number of days"):
        calendar.rhythm()


def test_the_same_warehouse_on_the_same_day_gives_the_same_rows(home, day, tmp_path):
    """In every table of every file, though DuckDB never writes the same file twice."""
    copy = type(home)(tmp_path / "again")
    copy.root.mkdir()
    copy.warehouse.hardlink_to(home.warehouse)
    one, other = release_of(home).folder, release_of(copy).folder
    for audience in ("manager", "analyst", "public"):
        file = f"{audience}.duckdb"
        assert row_digests(one / file) == row_digests(other / file)
