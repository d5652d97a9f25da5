"""Attacks with pen and paper on a public file: none may find a group of fewer than ten."""

import duckdb
import pytest

from pipelines.releases.disclosure import control
from tests.pipelines.releases.conftest import release_of
from tests.pipelines.releases.public_figures import ALL, FEW, public, read, region, released

# West has resolved 5 complaints of 60.
RESOLVED = {
    ALL: (205, 660),
    region("north"): (100, 300),
    region("south"): (60, 200),
    region("east"): (40, 100),
    region("west"): (5, 60),
}


def test_the_total_minus_the_siblings_gives_no_small_group(home):
    released(home, {"resolved_share": RESOLVED})
    said = public(home, "resolved_share")
    # 205 - 100 - 60 leaves 45 to east and west together: the least that could be hidden.
    assert said.keys() == {ALL, region("north"), region("south")}


def test_small_groups_hide_each_other_if_they_are_ten_together(home):
    far = {region("east"): (34, 100), region("west"): (5, 30), region("far"): (6, 30)}
    released(home, {"resolved_share": RESOLVED | far})
    assert public(home, "resolved_share").keys() == {
        ALL, region("north"), region("south"), region("east"),
    }  # fmt: skip


def test_small_groups_that_are_seven_together_need_a_larger_one(home):
    far = {region("east"): (38, 100), region("west"): (5, 30), region("far"): (2, 30)}
    released(home, {"resolved_share": RESOLVED | far})
    assert public(home, "resolved_share").keys() == {ALL, region("north"), region("south")}


def test_a_kind_of_region_minus_its_regions_gives_no_small_group(home):
    kinds = {("region_type", "urban"): (160, 500), ("region_type", "rural"): (45, 160)}
    _regions(home, {"north": "urban", "south": "urban", "east": "rural", "west": "rural"})
    released(home, {"resolved_share": RESOLVED | kinds})
    said = public(home, "resolved_share")
    assert region("west") not in said
    # 45 - 40 would be west, and 205 - 160 - 40 as well.
    hidden_for_west = {region("east"), ("region_type", "rural")} - said.keys()
    assert hidden_for_west
    assert not _is_certain(said, kinds)


def test_the_same_count_under_another_figure_is_hidden_too(home):
    west = {region("west"): (55, 60)}
    resolved = RESOLVED | west | {ALL: (255, 660)}
    upheld = {
        ALL: (120, 255),
        region("north"): (50, 100),
        region("south"): (25, 60),
        region("east"): (15, 40),
        region("west"): (30, 55),
    }
    reopened = {cell: (20, whole) for cell, (_, whole) in resolved.items()} | {ALL: (80, 660)}
    released(home, {"resolved_share": resolved, "upheld_rate": upheld, "reopen_rate": reopened})
    # 60 are received in west, says the reopen rate; 55 resolved, said the upheld rate: 5 are not.
    assert public(home, "reopen_rate")[region("west")] == (20, 60)
    assert region("west") not in public(home, "upheld_rate")
    # Nor from the siblings: another region's count of resolved ones is gone from both figures.
    gone = resolved.keys() - public(home, "resolved_share").keys()
    assert len(gone) > 1
    assert not gone & public(home, "upheld_rate").keys()


def test_no_percentage_times_a_public_denominator_gives_a_small_group(home):
    reopened = {cell: (30, whole) for cell, (_, whole) in RESOLVED.items()} | {ALL: (120, 660)}
    released(home, {"resolved_share": RESOLVED, "reopen_rate": reopened})
    denominators = read(home, "select distinct cut, member, denominator from metrics.metric_values")
    shares = read(home, "select cut, member, value, metric_id from metrics.metric_values")
    products = [
        (metric, member, share * whole)
        for cut, member, share, metric in shares
        for other, group, whole in denominators
        if (other, group) == (cut, member)
    ]
    assert len(products) > 5
    for _, _, product in products:
        assert product == 0 or product >= FEW
    assert region("west") not in public(home, "resolved_share")


def test_what_could_be_worked_out_all_the_same_fails_the_release(home, monkeypatch):
    monkeypatch.setattr(control, "suppressed", lambda _, said: (said, []))
    with pytest.raises(control.CannotProtect, match="whatever is hidden: resolved_share"):
        released(home, {"resolved_share": RESOLVED})
    assert not home.current_release.exists()


def test_the_details_of_checks_are_not_public(home):
    release_of(home, ("raw.orders: few rows are late", True, "3 rows"))
    assert read(home, "from release.checks") == [("raw.orders: few rows are late", True, "")]


def _regions(home, kinds):
    with duckdb.connect(home.warehouse) as connection:
        connection.execute("delete from marts.dim_regions")
        connection.executemany(
            "insert into marts.dim_regions"
            " select $1, $2, null, null, date '1900-01-01', null, true",
            list(kinds.items()),
        )


def _is_certain(said, kinds):
    """Whether one subtraction over urban or rural regions leaves a single region."""
    members = {"urban": ("north", "south"), "rural": ("east", "west")}
    return any(
        ("region_type", kind) in said and sum(region(name) not in said for name in names) == 1
        for kind, names in members.items()
    )
