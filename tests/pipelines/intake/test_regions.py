"""Regions: their history, and those that only other entities name."""

from tests.pipelines.intake.conftest import order

SHOWN = "select region_id, region_type, timezone, valid_from::varchar, is_discovered from raw.regions order by 1, 4"  # noqa: E501


def test_a_region_may_change_and_keeps_its_history(desk):
    header = "region_id,name,region_type,timezone,valid_from\n"
    desk.put(
        "regions.csv",
        header
        + "east,East,rural,Asia/Shanghai,2020-01-01\neast,East,urban,Asia/Shanghai,2024-01-01\n",
    )
    desk.load()
    assert desk.rows(SHOWN) == [
        ("east", "rural", "Asia/Shanghai", "2020-01-01", False),
        ("east", "urban", "Asia/Shanghai", "2024-01-01", False),
    ]


def test_a_discovered_region_gives_way_to_a_declared_one(desk):
    desk.load_orders(order(1), order(2, region_id="west"))
    assert desk.rows(SHOWN) == [
        ("east", "unknown", "UTC", "2000-01-01", True),
        ("west", "unknown", "UTC", "2000-01-01", True),
    ]
    desk.put("regions.csv", "region_id,region_type,timezone\neast,urban,Asia/Shanghai\n")
    assert desk.load().totals()["rows_loaded"] == 1
    assert desk.rows(SHOWN) == [
        ("east", "urban", "Asia/Shanghai", "2000-01-01", False),
        ("west", "unknown", "UTC", "2000-01-01", True),
    ]


def test_a_region_declared_as_it_was_discovered_counts_as_declared(desk):
    desk.load_orders(order(1))
    desk.put("regions.csv", "region_id,timezone\neast,UTC\n")
    assert desk.load().totals()["rows_loaded"] == 1
    assert desk.rows(SHOWN) == [("east", "unknown", "UTC", "2000-01-01", False)]


def test_a_discovered_region_is_in_the_time_zone_of_the_mapping(desk):
    desk.put("incidents.csv", "incident_id,component,severity,started_at,region_id\n"
             "1,app,1,2024-05-01 10:00,\n2,app,1,2024-05-01 10:00,north\n")  # fmt: skip
    mapping = desk.map(
        "platform: p\ntimezone: Asia/Kolkata\nentities: {incidents: {files: incidents.csv}}"
    )
    desk.load(mapping)
    # An incident without a region is everywhere: no region is made of it.
    assert desk.rows(SHOWN) == [("north", "unknown", "Asia/Kolkata", "2000-01-01", True)]


def test_names_and_zones_that_are_absent_come_from_the_id_and_the_mapping(desk):
    desk.put("regions.csv", "region_id\neast\n")
    desk.load(desk.map("timezone: Asia/Tokyo\nentities: {regions: {files: regions.csv}}"))
    assert desk.rows("select name, timezone from raw.regions") == [("east", "Asia/Tokyo")]


def test_a_null_cell_takes_no_default(desk):
    desk.put("regions.csv", "region_id,timezone\neast,\n")
    desk.load()
    assert desk.quarantined() == [(2, "timezone", "required", None)]
