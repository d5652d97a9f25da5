"""Attacks with two releases: what one says minus what the other said."""

from datetime import datetime

from tests.pipelines.releases.public_figures import ALL, public, read, region, released

RESOLVED = {
    ALL: (210, 660),
    region("north"): (100, 300),
    region("south"): (70, 260),
    region("east"): (40, 100),
}
HELD = (
    "select cut, member, numerator, held_since, held_as_of from metrics.metric_values"
    " where held_since is not null order by all"
)
AS_OF = datetime(2026, 10, 31, 16)  # noqa: DTZ001 — as DuckDB gives UTC


def test_a_figure_that_moved_by_a_few_stands_as_it_was_said_until_ten_have_come_together(home):
    released(home, {"resolved_share": RESOLVED})
    released(home, {"resolved_share": RESOLVED | {ALL: (213, 660), region("east"): (43, 100)}})
    assert public(home, "resolved_share").keys() == {region("north"), region("south")}
    held = [("all", "all", 210, "000001", AS_OF), ("region", "east", 40, "000001", AS_OF)]
    assert read(home, HELD) == held
    # Six more than was ever said is still too few, though none of two steps was.
    released(home, {"resolved_share": RESOLVED | {ALL: (216, 660), region("east"): (46, 100)}})
    assert read(home, HELD) == held
    # Ten are enough, and all is said again.
    released(home, {"resolved_share": RESOLVED | {ALL: (220, 660), region("east"): (50, 100)}})
    assert public(home, "resolved_share")[region("east")] == (50, 100)
    assert read(home, HELD) == []


def test_what_stays_as_it_was_stays_public(home):
    released(home, {"resolved_share": RESOLVED})
    released(home, {"resolved_share": RESOLVED})
    assert public(home, "resolved_share") == RESOLVED


def test_a_small_change_cannot_be_worked_out_from_the_larger_ones(home):
    released(home, {"resolved_share": RESOLVED})
    # East by 3, north by 17, all by 20: 20 - 17 would be east's.
    released(home, {"resolved_share": RESOLVED | {
        ALL: (230, 660), region("north"): (117, 300), region("east"): (43, 100),
    }})  # fmt: skip
    said = public(home, "resolved_share")
    assert region("east") not in said
    assert not {ALL, region("north")} <= said.keys()
    # South is the same as before: to hide it would hide nothing.
    assert region("south") in said


def test_a_region_that_is_split_does_not_betray_its_small_half(home):
    released(home, {"resolved_share": RESOLVED})
    split = {cell: counts for cell, counts in RESOLVED.items() if cell != region("east")}
    released(home, {"resolved_share": split | {
        region("inner east"): (33, 80), region("outer east"): (7, 20),
    }})  # fmt: skip
    # 40 of the old name minus 33 of the new one.
    assert public(home, "resolved_share").keys() == {ALL, region("north"), region("south")}


def test_a_region_that_is_renamed_is_said_under_its_new_name(home):
    released(home, {"resolved_share": RESOLVED})
    renamed = {cell: counts for cell, counts in RESOLVED.items() if cell != region("east")}
    released(home, {"resolved_share": renamed | {region("new east"): (40, 100)}})
    assert public(home, "resolved_share")[region("new east")] == (40, 100)


def test_what_was_hidden_for_a_small_group_does_not_come_out_when_that_has_grown(home):
    small = RESOLVED | {region("west"): (5, 60), ALL: (215, 720)}
    released(home, {"resolved_share": small})
    first = public(home, "resolved_share")
    (hidden,) = small.keys() - first.keys() - {region("west")}
    grown = small | {region("west"): (25, 60), ALL: (235, 720)}
    released(home, {"resolved_share": grown})
    # 215 of the first release minus its other regions and this one would have been west's 5.
    assert hidden not in public(home, "resolved_share")
