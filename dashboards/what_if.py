"""What other riders and another promise would do, by a model: no figure here was measured."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboards import erlang_c

# As marts.agg_lateness cuts it off; its last class, 240, holds whatever is later still.
MINUTES = np.arange(-120, 240)


@dataclass(frozen=True)
class Region:
    """What is known of a region. `orders` are those that count for on-time, delivered or not."""

    slots: pd.DataFrame
    lateness: pd.DataFrame
    orders: int
    dispatch_minutes: float | None


@dataclass(frozen=True)
class Outlook:
    """What orders of a region may expect; `on_time` is None without a lateness to shift."""

    wait_minutes: float
    taken_soon: float
    on_time: float | None


def waits(slots: pd.DataFrame, riders_added: float = 0.0) -> pd.DataFrame:
    """`slots` with the modelled wait of each half hour; riders are added where `is_changed`."""
    riders = slots["riders_available"] + riders_added * slots["is_changed"]
    wait_minutes, taken_soon = erlang_c.waits(
        slots["orders_placed"].to_numpy(dtype=float),
        slots["handling_minutes"].to_numpy(dtype=float),
        riders.to_numpy(dtype=float),
    )
    return slots.assign(wait_minutes=wait_minutes, taken_soon=taken_soon)


def mean_of_orders(slots: pd.DataFrame, column: str) -> float:
    """A half hour counts by its orders."""
    return float(np.average(slots[column], weights=slots["orders_placed"]))


def on_time_rate(lateness: pd.DataFrame, orders: int, minutes_gained: float) -> float | None:
    """Orders no later than `minutes_gained`, of all `orders`; linear inside a minute.

    `lateness` counts delivered orders by whole minute, rounded up.
    """
    if not orders or lateness.empty:
        return None
    held = lateness.groupby("lateness_minute")["delivered_orders"].sum()
    cumulated = held.reindex(MINUTES, fill_value=0).cumsum()
    return float(np.interp(minutes_gained, MINUTES, cumulated) / orders)


def outlook(region: Region, riders_added: float, promise: float) -> Outlook:
    """Lateness moves by the change of the mean wait, and by that of the promise.

    Where the model's wait for today is longer than orders were seen to wait, its changes shrink in
    that proportion: riders can save no more waiting than there is.
    """
    now, then = (mean_wait(region, added) for added in (0.0, riders_added))
    measured = region.dispatch_minutes
    credible = 1.0 if measured is None or now <= measured else measured / now
    return Outlook(
        wait_minutes=then,
        taken_soon=mean_of_orders(waits(region.slots, riders_added), "taken_soon"),
        on_time=on_time_rate(region.lateness, region.orders, credible * (now - then) + promise),
    )


def mean_wait(region: Region, riders_added: float) -> float:
    return mean_of_orders(waits(region.slots, riders_added), "wait_minutes")
