"""What is missing is asked for once, what may change again; all of it comes in by the intake."""

from datetime import date, datetime, timedelta

import duckdb
import pytest

from pipelines.intake.load import load_entity
from pipelines.intake.mapping import source_of
from pipelines.weather.fetch import fetch
from pipelines.weather.wanted import NothingLoaded
from pipelines.writer_lock import WarehouseIsHeld, hold_warehouse
from tests.pipelines.intake.conftest import order, orders
from tests.pipelines.weather.conftest import answer

REGIONS = (
    "region_id,name,timezone,latitude,longitude,valid_from\n"
    "east,East,Asia/Shanghai,39.9,116.4,2020-01-01\n"
    "north/1,North,Europe/Berlin,52.5,13.4,2020-01-01\n"
    "nowhere,Nowhere,UTC,,,2020-01-01\n"
)
NOW = datetime.fromisoformat("2026-10-20T12:00")
OLD, OLD_TOO, RECENT = "2026-10-01 08:30", "2026-10-02 08:30", "2026-10-19 20:30"


@pytest.fixture
def city(desk):
    desk.put("regions.csv", REGIONS)
    return desk


def load(city, *entities):
    """Loads these alone, as the assets of a run do."""
    city.home.root.mkdir(exist_ok=True)
    with duckdb.connect(city.home.warehouse) as connection:
        for entity in entities:
            load_entity(connection, city.home, source_of(city.inputs, None), entity)


@pytest.fixture
def get(city, service, client):
    """Loads orders of `east` at these times, if any, and fetches."""

    def get(*times, region_id="east", asked_at=NOW, days=None):
        if times:
            lines = [
                order(number, placed_at=time, delivered_at="", region_id=region_id)
                for number, time in enumerate(times)
            ]
            city.put("orders.csv", orders(*lines))
            load(city, "regions", "orders", "weather")
        return fetch(city.home, service, asked_at, days, client)

    return get


def weather(city):
    """As it stands in the warehouse after a run."""
    load(city, "weather")
    return city.rows(
        "select region_id, observed_at, temperature_c, precipitation_mm from raw.weather"
        " order by all"
    )


def test_days_with_orders_are_fetched_and_the_next_run_takes_them_along(get, city, open_meteo):
    report = get(OLD, OLD_TOO)
    assert (report.settled_days, report.provisional_days, report.failures) == (2, 0, [])
    assert open_meteo.spans == [("archive", "2026-10-01", "2026-10-03")]
    rows = weather(city)
    assert len(rows) == 48
    assert rows[8] == ("east", datetime.fromisoformat("2026-10-01T08:00"), 8.0, 0.9)
    loads = city.rows("select file_name, rows_loaded from raw.loads where entity = 'weather'")
    ((name, rows_loaded),) = loads
    assert name.startswith("weather/open-meteo-settled-east-")
    assert rows_loaded == 48
    assert city.quarantined() == []


def test_days_between_orders_are_asked_for_as_well_but_no_stray_gap(get, open_meteo):
    get("2021-05-01 08:30", OLD, "2026-10-04 08:30")
    assert open_meteo.spans == [
        ("archive", "2021-05-01", "2021-05-02"),
        ("archive", "2026-10-01", "2026-10-05"),
    ]


def test_an_answered_past_day_is_never_asked_for_again(get, city, open_meteo):
    get(OLD)
    again = get()
    assert (again.held_days, again.settled_days, len(open_meteo.asked)) == (1, 0, 1)
    weather(city)
    get(OLD, OLD_TOO)
    assert open_meteo.spans[1:] == [("archive", "2026-10-02", "2026-10-03")]
    # Held, whoever asks.
    assert get(days=(date(2026, 10, 1), date(2026, 10, 2))).held_days == 2


def test_a_recent_day_is_asked_for_again_until_it_is_settled(get, city, open_meteo):
    report = get(RECENT)
    # On the 20th at 12:00 what was over on the 19th at 12:00 is no forecast.
    assert (report.provisional_days, report.unknown_hours) == (1, 12)
    assert open_meteo.spans == [("forecast", "2026-10-19", "2026-10-20")]
    assert [row[2] for row in weather(city)] == [*range(12), *[None] * 12]
    assert get(asked_at=NOW + timedelta(days=1)).unknown_hours == 0
    assert [row[2] for row in weather(city)] == [*range(24)]
    settled = get(asked_at=NOW + timedelta(days=8))
    assert (settled.settled_days, settled.provisional_days) == (1, 0)
    assert open_meteo.spans[2:] == [("archive", "2026-10-19", "2026-10-20")]
    assert get(asked_at=NOW + timedelta(days=9)).requests == 3
    assert len(list(city.home.weather.iterdir())) == 1


def test_what_is_settled_wins_whichever_was_loaded_first(get, city, open_meteo):
    def colder(first, last):
        content = answer(first, last)
        content["hourly"]["temperature_2m"] = [-5.0] * len(content["hourly"]["time"])
        return content

    open_meteo.replies.append(colder)
    get(RECENT)
    provisional = {file: file.read_bytes() for file in city.home.weather.iterdir()}
    get(asked_at=NOW + timedelta(days=8))
    # As after a stop between the two writes.
    for file, content in provisional.items():
        file.write_bytes(content)
    assert [row[2] for row in weather(city)] == [*range(24)]


def test_no_hour_ahead_is_kept_not_even_for_a_day_asked_by_name(get, city):
    get(RECENT)
    report = get(days=(date(2026, 10, 20), date(2026, 10, 30)))
    # Of two regions; the days after the 20th have not begun.
    assert (report.provisional_days, report.unknown_hours) == (2, 48)
    rows = [row for row in weather(city) if row[0] == "east"]
    # What was provisional of the day before is still there.
    assert [row[2] for row in rows] == [*range(12), *[None] * 36]


def test_hours_that_the_archive_does_not_know_are_asked_for_again(get, city, open_meteo):
    def with_a_gap(first, last):
        content = answer(first, last)
        content["hourly"]["precipitation"][9] = None
        return content

    open_meteo.replies.append(with_a_gap)
    report = get(OLD, OLD_TOO)
    assert (report.settled_days, report.provisional_days, report.unknown_hours) == (1, 1, 1)
    assert weather(city)[8][2:] == (8.0, None)
    assert get().settled_days == 1
    assert weather(city)[8][2:] == (8.0, 0.9)
    assert open_meteo.spans[1] == ("archive", "2026-10-01", "2026-10-02")


def test_weather_that_was_brought_is_not_asked_for(get, city, open_meteo):
    # A day in Shanghai begins at 16:00 UTC of the day before.
    brought = "region_id,observed_at,interval_minutes,precipitation_mm\n"
    city.put("weather.csv", f"{brought}east,2026-09-30T16:00:00Z,1440,0\n")
    assert get(OLD).requests == 0
    assert get(OLD, "2026-10-01 16:30").requests == 1
    assert open_meteo.spans == [("archive", "2026-10-01", "2026-10-02")]


def test_regions_without_coordinates_are_named_and_passed_over(get, open_meteo):
    report = get(OLD, region_id="nowhere")
    assert report.without_coordinates == ["nowhere"]
    assert "no latitude and longitude in regions: nowhere" in report.text()
    assert open_meteo.asked == []


def test_a_region_may_be_called_anything(get, city):
    assert get(OLD, region_id="north/1").settled_days == 1
    assert {row[0] for row in weather(city)} == {"north/1"}


def test_an_answer_that_is_refused_is_told_and_other_regions_go_on(get, city, open_meteo):
    def in_inches(first, last):
        content = answer(first, last)
        content["hourly_units"]["precipitation"] = "inch"
        return content

    get(OLD)
    open_meteo.replies.append(in_inches)
    report = get(days=(date(2026, 10, 2), date(2026, 10, 2)))
    (failure,) = report.failures
    assert failure.startswith("east: precipitation is in 'inch', not in 'mm'. ")
    assert report.settled_days == 1
    assert {row[0] for row in weather(city) if row[1].day == 2} == {"north/1"}


def test_a_service_that_fails_keeps_what_it_gave_and_is_not_asked_on(get, city, open_meteo):
    bad = (400, {}, b"{}")
    open_meteo.replies += [answer, bad]
    report = get("2026-08-01 08:30", "2026-10-04 08:30")
    (failure,) = report.failures
    assert "no other region was asked about" in failure
    assert (report.settled_days, len(weather(city))) == (1, 24)
    assert get().settled_days == 1
    assert open_meteo.spans[2:] == [("archive", "2026-10-04", "2026-10-05")]


def test_before_the_first_run_it_says_what_to_do(get, open_meteo):
    with pytest.raises(NothingLoaded, match="`fairlane run`"):
        get()
    assert open_meteo.asked == []


def test_while_another_run_writes_it_asks_nobody(get, city, open_meteo):
    load(city, "regions")
    with hold_warehouse(city.home), pytest.raises(WarehouseIsHeld):
        get()
    assert open_meteo.asked == []
