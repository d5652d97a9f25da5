"""The queue model: right by two other ways of computing it, and never worse for more riders."""

import math

import numpy as np
import pytest
from pyworkforce.queuing import ErlangC

from dashboards import erlang_c
from dashboards.erlang_c import SLOT_MINUTES, SOON_MINUTES, waits

CASES = [(1, 10.0, 1), (10, 23.0, 9), (30, 23.0, 25), (42, 24.0, 36), (120, 40.0, 165)]


def one(orders: float, handling: float, riders: float) -> tuple[float, float]:
    wait, soon = waits(*(np.array([float(value)]) for value in (orders, handling, riders)))
    return float(wait[0]), float(soon[0])


def summed(load: float, riders: int) -> float:
    """Erlang's formula as he wrote it: the sum over the states of the queue."""
    terms = [math.exp(n * math.log(load) - math.lgamma(n + 1)) for n in range(riders + 1)]
    full = terms[-1] * riders / (riders - load)
    return full / (sum(terms[:-1]) + full)


@pytest.mark.parametrize(("orders", "handling", "riders"), CASES)
def test_it_is_the_sum_over_the_states_of_the_queue(orders, handling, riders):
    load = orders * handling / SLOT_MINUTES
    waiting = summed(load, riders)
    wait, soon = one(orders, handling, riders)
    assert wait == pytest.approx(min(waiting * handling / (riders - load), SLOT_MINUTES))
    assert soon == pytest.approx(1 - waiting * math.exp(-(riders - load) * 5 / handling))


@pytest.mark.parametrize(("orders", "handling", "riders"), CASES)
def test_the_share_taken_soon_is_the_one_that_riders_required_goes_by(orders, handling, riders):
    queue = ErlangC(orders, aht=handling, asa=SOON_MINUTES, interval=SLOT_MINUTES)
    assert one(orders, handling, riders)[1] == pytest.approx(queue.service_level(riders))


def test_a_part_of_a_rider_is_there_for_that_part_of_the_time():
    five, six = one(8, 15, 5), one(8, 15, 6)
    between = tuple(0.3 * few + 0.7 * many for few, many in zip(five, six, strict=True))
    assert one(8, 15, 5.7) == pytest.approx(between)


@pytest.mark.parametrize("riders", [0, 3, 7])
def test_orders_wait_the_whole_half_hour_where_riders_cannot_keep_up(riders):
    assert one(14, 15, riders) == (SLOT_MINUTES, 0.0)


def test_each_half_hour_has_its_own_queue():
    columns = [np.array(column, dtype=float) for column in zip(*CASES, strict=True)]
    together = np.array(waits(*columns)).T
    assert together == pytest.approx(np.array([one(*case) for case in CASES]))


def test_without_orders_nobody_would_wait():
    assert one(0, 23, 3) == (0.0, 1.0)


def test_more_riders_never_make_a_longer_wait():
    random = np.random.default_rng(1917)
    orders = random.integers(0, 80, 3000).astype(float)
    handling = random.uniform(1, 60, 3000)
    riders = random.uniform(0, 90, 3000)
    wait, soon = waits(orders, handling, riders)
    for added in (1e-6, 0.1, 0.5, 1.0, 7.3):
        next_wait, next_soon = waits(orders, handling, riders + added)
        assert (next_wait <= wait + 1e-9).all()
        assert (next_soon >= soon - 1e-12).all()
    assert ((soon >= 0) & (soon <= 1) & (wait >= 0)).all()
    assert erlang_c.waits(orders, handling, riders * 0 - 3)[1].max() <= 1
