"""How long orders wait for a rider, by Erlang C (A. K. Erlang, 1917), as `riders_required` has it.

Riders are the servers, orders the calls, handling (assigned to delivered) the talking time. Orders
come at random times, wait in one queue and are taken by the first free rider.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

SLOT_MINUTES = 30.0
SOON_MINUTES = 5.0


def waits(orders: Numbers, handling_minutes: Numbers, riders: Numbers) -> tuple[Numbers, Numbers]:
    """Mean wait in minutes, and the share of orders taken within five minutes, of each half hour.

    `orders` are those placed in the half hour. 5.7 riders are six for 70 % of it and five for the
    rest. Where riders cannot keep up a steady queue would grow for ever: its orders then count as
    waiting the whole half hour, and no mean is longer.
    """
    riders = np.maximum(np.asarray(riders, dtype=float), 0.0)
    whole = np.floor(riders)
    part = riders - whole
    fewer, more = (_of_whole(orders, handling_minutes, count) for count in (whole, whole + 1))
    return tuple((1 - part) * low + part * high for low, high in zip(fewer, more, strict=True))


def _of_whole(
    orders: Numbers, handling_minutes: Numbers, riders: Numbers
) -> tuple[Numbers, Numbers]:
    load = np.asarray(orders, dtype=float) * handling_minutes / SLOT_MINUTES
    spare = riders - load
    keeps_up = spare > 0
    spare = np.where(keeps_up, spare, 1.0)
    waiting = np.where(keeps_up, _probability_of_waiting(load, riders), 1.0)
    mean = np.where(keeps_up, waiting * handling_minutes / spare, SLOT_MINUTES)
    late = waiting * np.exp(-spare * SOON_MINUTES / handling_minutes)
    return np.minimum(mean, SLOT_MINUTES), np.where(keeps_up, 1 - late, 0.0)


def _probability_of_waiting(load: Numbers, riders: Numbers) -> Numbers:
    """Erlang C, from Erlang B by its recursion over the number of riders (stable for any size)."""
    blocked = np.ones_like(load)
    for count in range(1, int(riders.max(initial=0)) + 1):
        next_blocked = load * blocked / (count + load * blocked)
        blocked = np.where(count <= riders, next_blocked, blocked)
    spare = np.where(riders > load, riders - load, 1.0)
    return np.where(load == 0, 0.0, riders * blocked / (spare + load * blocked))
