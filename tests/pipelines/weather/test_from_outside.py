"""The command and the job: thin, asking only when told to."""

import dagster as dg
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.defs.operate.weather import weather_of_days_without
from tests.pipelines.intake.conftest import order, orders
from tests.pipelines.weather.test_fetch import REGIONS, load


@pytest.fixture
def city(desk, open_meteo, monkeypatch):
    """One order of long ago in `east`, and the environment that leads to the local server."""
    desk.put("regions.csv", REGIONS)
    desk.put("orders.csv", orders(order(1)))
    load(desk, "regions", "orders", "weather")
    monkeypatch.setenv("FAIRLANE_OPEN_METEO_URL", open_meteo.url)
    monkeypatch.setenv("FAIRLANE_HOME", str(desk.home.root))
    return desk


def run(*arguments):
    return CliRunner().invoke(main, ["weather", "fetch", *arguments])


def test_the_command_fetches_and_tells_what_came_of_it(city, open_meteo):
    done = run("--home", str(city.home.root))
    assert done.exit_code == 0, done.output
    assert "asked 1 ×. Days, each of one region: 1 settled, 0 provisional" in done.output
    assert open_meteo.spans == [("archive", "2024-05-01", "2024-05-02")]


def test_the_command_takes_a_range_and_fails_by_its_exit_code(city, open_meteo):
    open_meteo.replies.append((400, {}, b'{"error": true, "reason": "Out of range."}'))
    done = run("--from", "2024-04-01", "--to", "2024-04-03", "--home", str(city.home.root))
    assert done.exit_code == 1
    assert "Error: east: it answered 400 Out of range." in done.output
    assert open_meteo.spans == [("archive", "2024-04-01", "2024-04-04")]


@pytest.mark.parametrize("last", [(), ("--to", "2024-04-01")])
def test_half_a_range_is_wrong_usage(city, last, open_meteo):
    assert run("--from", "2024-04-02", *last).exit_code == 2
    assert open_meteo.asked == []


def test_a_key_that_would_travel_in_the_open_is_refused_first(city, monkeypatch, open_meteo):
    monkeypatch.setenv("FAIRLANE_OPEN_METEO_URL", "http://weather.example.org")
    monkeypatch.setenv("FAIRLANE_OPEN_METEO_KEY", "canary-of-a-key")
    done = run()
    assert (done.exit_code, "canary" in done.output) == (1, False)
    assert "would travel in the open" in done.output


def test_the_job_fetches_and_fails_where_the_service_does(city, open_meteo):
    open_meteo.replies.append((400, {}, b'{"error": true, "reason": "Out of range."}'))
    with pytest.raises(dg.Failure, match="east: it answered 400 Out of range"):
        weather_of_days_without(dg.build_op_context())
    weather_of_days_without(dg.build_op_context())
    assert open_meteo.spans == [("archive", "2024-05-01", "2024-05-02")] * 2
