"""A claim's reading says no more to the public than the public figures do."""

import duckdb
import pytest

from tests.pipelines.releases.conftest import release_of

HIDDEN = (None, None, None, None)


def readings(home, audience):
    database = home.current_release.resolve() / f"{audience}.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.execute(
            "select reading_id, verdict, value, ci_low, ci_high, n from metrics.claims"
        ).fetchall()
    return {reading_id: (verdict, found) for reading_id, verdict, *found in rows}


@pytest.fixture
def public(home):
    release_of(home)
    return readings(home, "public")


@pytest.mark.parametrize(
    ("reading_id", "verdict", "value"),
    [("public", "supported", 0.6), ("public_region", "contradicted", 0.603)],
)
def test_a_reading_of_a_public_figure_is_shown_whole(public, reading_id, verdict, value):
    found = public[reading_id]
    assert found == (verdict, [value, value - 0.04, value + 0.04, 9])


@pytest.mark.parametrize("reading_id", ["hidden_region", "gap_of_public_ones", "nobody_there"])
def test_any_other_reading_shows_neither_figure_nor_verdict(public, reading_id):
    verdict, found = public[reading_id]
    assert verdict == "not published"
    assert tuple(found) == HIDDEN


def test_what_no_input_can_measure_is_said_to_be_so(public):
    assert public["no_input"] == ("not measurable here", [*HIDDEN])


def test_managers_see_every_reading_as_it_is(home):
    release_of(home)
    assert readings(home, "manager")["hidden_region"][0] == "contradicted"


def test_the_publisher_s_terms_are_in_the_file_only_if_stated(home, monkeypatch):
    monkeypatch.setenv("FAIRLANE_LICENCE", "CC-BY-4.0")
    built = release_of(home)
    with duckdb.connect(built.folder / "public.duckdb", read_only=True) as connection:
        stated = connection.execute("select publisher, licence, licence_url from release.info")
        assert stated.fetchall() == [(None, "CC-BY-4.0", None)]


def test_a_licence_that_is_no_web_address_stops_the_release(home, monkeypatch):
    monkeypatch.setenv("FAIRLANE_LICENCE_URL", "javascript:alert(1)")
    with pytest.raises(ValueError, match="no web address"):
        release_of(home)
