"""How many riders a half hour of orders needs, by Erlang C.

Riders are the servers, orders the calls, handling (assigned to delivered) the talking time.
"""

from collections.abc import Iterator

from pyworkforce.queuing import ErlangC

SLOT_MINUTES = 30
WAIT_MINUTES = 5
SERVICE_LEVEL = 0.8
LONGEST_HANDLING_MINUTES = 120
MOST_ORDERS_PER_SLOT = 400

HEADER = ("handling_minutes", "orders_per_slot_from", "riders_required")


def rows() -> Iterator[tuple[int, int, int]]:
    """The steps of every handling time, each starting at no orders and no riders."""
    for handling_minutes in range(1, LONGEST_HANDLING_MINUTES + 1):
        for orders, riders in steps(handling_minutes):
            yield handling_minutes, orders, riders


def steps(handling_minutes: int) -> Iterator[tuple[int, int]]:
    """(orders, riders) wherever one order more needs more riders.

    The search goes on from the riders of one order fewer. pyworkforce's own `required_positions`
    starts above the busy riders and so oversteps the smallest number for short handling.
    """
    yield 0, 0
    riders = 0
    for orders in range(1, MOST_ORDERS_PER_SLOT + 1):
        before = riders
        queue = ErlangC(orders, aht=handling_minutes, asa=WAIT_MINUTES, interval=SLOT_MINUTES)
        riders = max(riders, 1)
        while queue.service_level(riders) < SERVICE_LEVEL:
            riders += 1
        if riders > before:
            yield orders, riders
