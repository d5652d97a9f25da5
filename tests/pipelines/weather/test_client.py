"""The service is asked within its limits, again after a fault, and its key is told to nobody."""

import json
import logging
import socket
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pyrate_limiter.limiter
import pytest
from pyrate_limiter import Duration, Rate

from pipelines.weather.client import ATTEMPTS, LONGEST_WAIT_SECONDS, Client, NoAnswer
from pipelines.weather.service import Service, ServiceRefused, service
from pipelines.weather.wanted import Place
from tests.pipelines.weather.conftest import answer

EAST = Place("east", 39.9, 116.4)
FIRST, LAST = date(2026, 10, 24), date(2026, 10, 25)
LIMIT = json.dumps({"error": True, "reason": "Minutely API request limit exceeded."}).encode()
BAD_KEY = json.dumps({"error": True, "reason": "The key canary-of-a-key is not valid"}).encode()
BUSY = (429, {}, LIMIT)
BROKEN = (500, {}, b"oops")
CUT_OFF = (200, {"Content-Length": "9999"}, b'{"hourly": {"time": ["2026-10-')
HALF = (200, {}, b'{"hourly": {"time": ["2026-10-')


@pytest.fixture
def ask(client, service):
    return lambda: client.hourly(service.archive, EAST, FIRST, LAST)


def test_it_asks_for_whole_days_in_utc_and_for_its_units(ask, open_meteo):
    # Clocks in Europe go back on the second day: asked in UTC, it has 24 hours all the same.
    assert ask() == answer(FIRST, date(2026, 10, 26))
    ((path, asked),) = open_meteo.asked
    assert path == "/v1/archive"
    assert asked == {
        "latitude": "39.9",
        "longitude": "116.4",
        "start_date": "2026-10-24",
        "end_date": "2026-10-26",
        "hourly": "temperature_2m,precipitation,snowfall,wind_speed_10m,weather_code",
        "timezone": "GMT",
        "timeformat": "iso8601",
        "temperature_unit": "celsius",
        "wind_speed_unit": "kmh",
        "precipitation_unit": "mm",
        "apikey": "canary-of-a-key",
    }


@pytest.mark.parametrize("fault", [BUSY, BROKEN, CUT_OFF, HALF])
def test_a_passing_fault_is_asked_again_after_ever_longer_waits(ask, open_meteo, slept, fault):
    open_meteo.replies += [fault, fault, fault]
    assert ask()["hourly"]["time"]
    assert len(open_meteo.asked) == 4
    # 1, 2 and 4 seconds, each with up to one more by chance.
    assert [1 <= slept[0] <= 2, 2 <= slept[1] <= 3, 4 <= slept[2] <= 5] == [True] * 3


def test_it_waits_as_long_as_it_is_told_to_and_says_so(ask, open_meteo, slept, caplog):
    caplog.set_level(logging.INFO)
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    open_meteo.replies += [(429, {"Retry-After": "17"}, LIMIT), (503, {"Retry-After": then}, b"")]
    ask()
    assert slept[0] == 17
    assert "it answered 429 Minutely API request limit exceeded.; again in 17 s" in caplog.messages
    assert 80 < slept[1] <= 90


def test_it_does_not_wait_for_hours(ask, open_meteo, slept):
    open_meteo.replies += [(429, {"Retry-After": str(LONGEST_WAIT_SECONDS + 1)}, LIMIT)]
    with pytest.raises(NoAnswer, match="wants to be left alone for 601 s"):
        ask()
    assert slept == []


def test_it_gives_up_with_what_it_was_told(ask, open_meteo, slept):
    open_meteo.replies += [BUSY] * ATTEMPTS
    with pytest.raises(NoAnswer, match=r"answered 429 Minutely API .*, 5 times\. Run"):
        ask()
    assert (len(open_meteo.asked), len(slept)) == (ATTEMPTS, ATTEMPTS - 1)


def test_a_request_that_is_wrong_is_not_repeated(ask, open_meteo):
    open_meteo.replies += [(400, {}, BAD_KEY)]
    with pytest.raises(NoAnswer, match="it answered 400 The key … is not valid"):
        ask()
    assert len(open_meteo.asked) == 1


def test_it_follows_nobody_elsewhere_with_the_key(ask, open_meteo):
    open_meteo.replies += [(302, {"Location": f"{open_meteo.url}/elsewhere"}, b"")]
    with pytest.raises(NoAnswer, match="it answered 302"):
        ask()
    assert len(open_meteo.asked) == 1


@pytest.fixture
def silent(service):
    """Where a connection is taken and nothing ever said, for the time this client waits."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        yield Service(f"{url}/archive", f"{url}/forecast", is_public=False, key=service.key)


def test_the_key_is_in_no_error_and_no_log(silent, slept, caplog, ask):
    caplog.set_level(logging.DEBUG)
    ask()
    client = Client(silent, timeout_seconds=(0.1, 0.05), sleep=slept.append)
    # Nobody listens at port 1.
    nowhere = "http://127.0.0.1:1/v1/archive"
    for address, told in ((silent.archive, "no answer within 0.05 s"), (nowhere, "be reached")):
        with pytest.raises(NoAnswer, match=told) as caught:
            client.hourly(address, EAST, FIRST, LAST)
        chain, fault = [], caught.value
        while fault:
            chain.append(str(fault))
            fault = fault.__cause__ or fault.__context__
        assert "canary" not in " ".join(chain)
    assert "canary" not in caplog.text
    assert "canary" not in repr(silent)


def test_calls_beyond_the_limit_wait_for_the_next_minute(client, service, monkeypatch, open_meteo):
    milliseconds, sent = [0], []

    def sleep(seconds):
        milliseconds[0] += round(seconds * 1000)

    def reply(first, last):
        sent.append(milliseconds[0] / 1000)
        return answer(first, first)

    monkeypatch.setattr(client.bucket, "now", lambda: milliseconds[0])
    monkeypatch.setattr(pyrate_limiter.limiter, "sleep", sleep)
    client.bucket.rates = [Rate(20, Duration.MINUTE)]
    open_meteo.replies += [reply] * 5
    for _ in range(5):
        # 89 days and the midnight after are 90 / 14, which counts as 7 calls: two go into 20.
        client.hourly(service.archive, EAST, date(2026, 1, 1), date(2026, 3, 30))
    assert [int(seconds // 60) for seconds in sent] == [0, 0, 1, 1, 2]


def test_the_public_service_is_the_default_and_a_key_leads_to_the_commercial_one():
    assert service({}).archive == "https://archive-api.open-meteo.com/v1/archive"
    assert service({}).is_public
    paid = service({"FAIRLANE_OPEN_METEO_KEY": "k"})
    assert paid.recent == "https://customer-api.open-meteo.com/v1/forecast"
    own = service({"FAIRLANE_OPEN_METEO_URL": "https://weather.example.org/"})
    assert own.recent == "https://weather.example.org/v1/forecast"
    assert not own.is_public


@pytest.mark.parametrize(
    ("url", "key", "told"),
    [
        ("weather.example.org", None, "is no web address"),
        ("https://somebody:canary@example.org", None, "more than an address"),
        ("https://example.org?apikey=canary", None, "more than an address"),
        ("http://example.org", "canary", "would travel in the open"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_before_anything_is_asked(url, key, told):
    environment = {"FAIRLANE_OPEN_METEO_URL": url, "FAIRLANE_OPEN_METEO_KEY": key}
    with pytest.raises(ServiceRefused, match=told) as caught:
        service(environment)
    assert "canary" not in str(caught.value)
