"""An answer becomes the contract's hours, or is refused with what is the matter."""

from datetime import date, datetime

import pytest

from pipelines.weather.answers import AnswerRefused, Hour, hours
from tests.pipelines.weather.conftest import answer

FIRST, NEXT = date(2026, 10, 1), date(2026, 10, 2)
at = datetime.fromisoformat
LATER = at("2026-12-01")


@pytest.fixture
def good():
    return answer(FIRST, NEXT)


def read(content, observed_until=LATER):
    return hours(content, FIRST, FIRST, observed_until)


def test_sums_belong_to_the_hour_before_their_label(good):
    day = read(good)
    assert len(day) == 24
    # At 05:00 it is 5 degrees; the rain from 05:00 to 06:00 is told at 06:00, as 0.6 mm.
    assert day[5] == Hour(at("2026-10-01T05:00"), 5.0, 0.6, 0.0, 7.2, 61)
    # The last hour of the day has its rain from the midnight after: 24 tenths.
    assert day[23].precipitation_mm == 2.4
    assert all(hour.is_known for hour in day)


def test_an_hour_that_may_be_foretold_is_unknown(good):
    day = read(good, at("2026-10-01T06:00"))
    assert [hour.observed_at.hour for hour in day if hour.is_known] == [0, 1, 2, 3, 4, 5]
    assert day[6] == Hour(day[6].observed_at)


def test_nulls_and_missing_hours_are_unknown_and_no_zero(good):
    good["hourly"]["precipitation"][6] = None
    for column in good["hourly"].values():
        del column[10]
    day = read(good)
    # Rain of 5 to 6 o'clock; then everything at 10:00, and the rain that ended then.
    assert [hour.observed_at.hour for hour in day if not hour.is_known] == [5, 9, 10]
    assert (day[5].temperature_c, day[5].precipitation_mm) == (5.0, None)
    assert day[11].temperature_c == 11.0


@pytest.mark.parametrize(
    ("unit", "changed"),
    [
        ("temperature_2m", "°F"),
        ("precipitation", "inch"),
        ("snowfall", "mm"),
        ("wind_speed_10m", "m/s"),
        ("weather_code", None),
        ("time", "unixtime"),
    ],
)
def test_a_unit_that_changed_is_refused(good, unit, changed):
    good["hourly_units"][unit] = changed
    with pytest.raises(AnswerRefused, match=rf"^{unit} is in {changed!r}, not in "):
        read(good)


def _local_time(content):
    content["utc_offset_seconds"] = 28_800


def _shorter(content):
    content["hourly"]["snowfall"].pop()


def _without(content):
    del content["hourly"]["snowfall"]


def _text(content):
    content["hourly"]["snowfall"][3] = "trace"


def _endless(content):
    content["hourly"]["snowfall"][3] = float("inf")


def _twice(content):
    content["hourly"]["time"][3] = content["hourly"]["time"][2]


def _zoned(content):
    content["hourly"]["time"][3] += "+08:00"


def _bare(content):
    del content["hourly"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_local_time, "not in UTC"),
        (_shorter, "snowfall has 47 values for 48 hours"),
        (_without, "snowfall is missing"),
        (_text, "snowfall at 2026-10-01 03:00 is 'trace', no number"),
        (_endless, "is inf, no number"),
        (_twice, "an hour stands in it twice"),
        (_zoned, "is no time like"),
        (_bare, "has no hourly"),
    ],
)
def test_half_an_answer_is_refused_with_what_is_the_matter(good, spoil, told):
    spoil(good)
    with pytest.raises(AnswerRefused, match=told):
        read(good)


@pytest.mark.parametrize("content", [None, [], "rain", {"error": True}])
def test_what_is_no_answer_is_refused(content):
    with pytest.raises(AnswerRefused, match="not the answer that Open-Meteo documents"):
        read(content)
