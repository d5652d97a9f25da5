"""What a truth file may change, and how it is told what it may not."""

import json

import pytest

from pipelines.simulator import TruthError
from pipelines.simulator.truth import default_truth, read_truth

PROPENSITIES = default_truth()["levels"]["complaints"]["propensity"]


@pytest.fixture
def read(tmp_path):
    def write_and_read(changes: object) -> dict:
        file = tmp_path / "truth.json"
        file.write_text(changes if isinstance(changes, str) else json.dumps(changes))
        return read_truth(file)

    return write_and_read


def test_without_a_file_the_truth_is_the_default():
    assert read_truth(None) == default_truth()


def test_a_partial_file_changes_only_what_it_names(read):
    truth = read({"effects": {"rain": {"heavy_rain_minutes": 20}}})
    expected = default_truth()
    expected["effects"]["rain"]["heavy_rain_minutes"] = 20
    assert truth == expected


def test_a_list_of_windows_is_replaced_as_a_whole(read):
    window = {"region_id": "wuling", "from_hour": 1, "to_hour": 2, "share_missing": 1}
    truth = read({"effects": {"rider_shortage": {"windows": [window]}}})
    assert truth["effects"]["rider_shortage"]["windows"] == [window]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"effect": {}}, "unknown key 'effect'; .* nearest is 'effects'"),
        ({"effects": {"rain": {"hevy_rain_minutes": 1}}}, "nearest is 'heavy_rain_minutes'"),
        ({"effects": {"by_region": {"silent_share": {"yunxl": 1}}}}, "nearest is 'yunxi'"),
        ({"effects": {"intervention": {"treated": ["hetan"]}}}, "nearest is 'hetang'"),
        (
            {"effects": {"rider_shortage": {"windows": [{"region_id": "yunxi"}]}}},
            "lacks from_hour, to_hour, share_missing",
        ),
        ({"levels": {"loss_rate": "high"}}, 'loss_rate: .* must be a number, not "high"'),
        ({"levels": {"loss_rate": True}}, "loss_rate: .* must be a number, not true"),
        ({"levels": 3}, "levels: .* must be an object, not 3"),
        ({"levels": {"demand": {"hour_weights": [1, 2]}}}, "a list of 24 numbers"),
        ({"levels": {"shares": {"outcome": {"upheld": -1}}}}, "outcome: .* shares of something"),
        ({"levels": {"complaints": {"clock_shape": 0}}}, "clock_shape: .* more than 0, not 0"),
        ([1], "must be an object"),
        ("{", "cannot be read"),
    ],
)
def test_what_the_world_does_not_know_is_an_error_that_helps(read, changes, message):
    with pytest.raises(TruthError, match=message):
        read(changes)


def test_a_truth_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(TruthError, match=r"absent\.json: .* cannot be read"):
        read_truth(tmp_path / "absent.json")


def test_an_override_reaches_the_world_and_its_truth(simulated):
    world = simulated(truth={"levels": {"loss_rate": 1}})
    # Every order is lost, or not yet known to be.
    assert world.rows("select distinct status from orders order by status") == [
        ("in_progress",),
        ("lost",),
    ]
    assert world.truth["levels"]["loss_rate"] == 1


def test_a_world_may_lack_what_makes_it_lively(simulated):
    levels = {
        "riders": {"leaving_per_day": 0, "accidents_per_hour": 0},
        "incidents": {"per_day": 0},
        "weather": {"spells_per_day": 0},
        "tracking": {"tracked_share": 0},
        "complaints": {"propensity": dict.fromkeys(PROPENSITIES, 0)},
    }
    world = simulated(truth={"levels": levels})
    for entity in ["rider_accidents", "incidents", "tracking", "complaints"]:
        assert world.value(f"select count(*) from {entity}") == 0
    assert world.value("select count(left_at) from riders") == 0
    assert world.value("select sum(precipitation_mm) from weather") == 0
