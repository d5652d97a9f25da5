"""The riders of the seed against Erlang C computed here, and against common sense."""

import csv
import math
from itertools import pairwise

import pytest

from pipelines.paths import DBT_PROJECT
from pipelines.staffing import rider_table

SEED = DBT_PROJECT / "seeds" / "erlang_c_riders.csv"


@pytest.fixture(scope="module")
def steps_by_handling() -> dict[int, list[tuple[int, int]]]:
    steps: dict[int, list[tuple[int, int]]] = {}
    with SEED.open() as file:
        for row in csv.DictReader(file):
            steps.setdefault(int(row["handling_minutes"]), []).append(
                (int(row["orders_per_slot_from"]), int(row["riders_required"]))
            )
    return steps


def looked_up(steps: list[tuple[int, int]], orders: int) -> int:
    return max(riders for orders_from, riders in steps if orders_from <= orders)


def share_served_in_five_minutes(handling_minutes: int, orders: int, riders: int) -> float:
    """Erlang C from Erlang B's recursion B(c) = aB(c-1) / (c + aB(c-1)), B(0) = 1."""
    load = orders * handling_minutes / 30
    if riders <= load:
        return 0.0
    blocked = 1.0
    for servers in range(1, riders + 1):
        blocked = load * blocked / (servers + load * blocked)
    waits = blocked / (1 - load / riders * (1 - blocked))
    return 1 - waits * math.exp(-(riders - load) * 5 / handling_minutes)


def test_one_order_of_half_an_hour_needs_three_riders(steps_by_handling):
    # Load 1 of one rider: the queue never empties. Two riders: C = 1/3, e^(-5/30) = 0.8465,
    # 1 - 0.2822 = 0.7178 < 0.8. Three: C = 1/11, e^(-2 * 5/30) = 0.7165, 1 - 0.0651 = 0.9349.
    assert looked_up(steps_by_handling[30], 1) == 3


def test_short_handling_needs_no_rider_above_the_smallest_number(steps_by_handling):
    # Twenty orders of one minute: load 2/3. One rider: waits 2/3, e^(-1/3 * 5) = 0.1889,
    # 1 - 0.1259 = 0.8741. pyworkforce's own search starts at two.
    assert looked_up(steps_by_handling[1], 20) == 1


@pytest.mark.parametrize("handling_minutes", [1, 2, 3, 7, 15, 29, 30, 31, 47, 60, 91, 120])
def test_riders_are_the_fewest_that_reach_the_service_level(steps_by_handling, handling_minutes):
    for orders in [1, 2, 3, 5, 8, 13, 40, 111, 250, 400]:
        riders = looked_up(steps_by_handling[handling_minutes], orders)
        assert share_served_in_five_minutes(handling_minutes, orders, riders) >= 0.8
        assert share_served_in_five_minutes(handling_minutes, orders, riders - 1) < 0.8


def test_every_handling_time_is_there_and_starts_at_nothing(steps_by_handling):
    assert sorted(steps_by_handling) == list(range(1, 121))
    assert all(steps[0] == (0, 0) for steps in steps_by_handling.values())


def test_riders_rise_with_every_step(steps_by_handling):
    for steps in steps_by_handling.values():
        assert all(
            before[0] < after[0] and before[1] < after[1] for before, after in pairwise(steps)
        )


def test_longer_handling_never_needs_fewer_riders(steps_by_handling):
    for orders in range(1, 401, 7):
        riders = [looked_up(steps_by_handling[minutes], orders) for minutes in range(1, 121)]
        assert riders == sorted(riders)


@pytest.mark.parametrize("handling_minutes", [1, 30, 73])
def test_the_seed_is_what_the_code_makes(steps_by_handling, handling_minutes):
    assert list(rider_table.steps(handling_minutes)) == steps_by_handling[handling_minutes]


def test_past_the_last_row_the_load_alone_is_right_to_two_in_a_thousand(steps_by_handling):
    for handling_minutes in [10, 30, 60, 120]:
        orders_from, riders = steps_by_handling[handling_minutes][-1]
        extended = riders + math.ceil((1500 - orders_from) * handling_minutes / 30)
        most, fewest = math.ceil(1.002 * extended), math.floor(0.998 * extended)
        assert share_served_in_five_minutes(handling_minutes, 1500, most) >= 0.8
        assert share_served_in_five_minutes(handling_minutes, 1500, fewest - 1) < 0.8
