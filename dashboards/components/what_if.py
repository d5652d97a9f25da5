"""Sliders of riders and promise, and what a model expects of them. Nothing here was measured."""

import pandas as pd
import streamlit as st

from dashboards import what_if, wording
from dashboards.charts import half_hours
from dashboards.components import chart, filters, tables
from dashboards.components.plain import plain
from dashboards.language import Texts
from dashboards.queries import catalogue
from dashboards.queries import what_if as queries

MOST_RIDERS, MOST_MINUTES = 10, 20
NOBODY = "none"


def show(say: Texts) -> None:
    st.warning(say("model_only"), icon=":material/functions:")
    regions = catalogue.regions()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        platform_id = filters.platform()
        region_id = filters.listed("where", regions, say("where"))
        others = {name: label for name, label in regions.items() if name != region_id}
        source = filters.listed("from", {NOBODY: say("from_nobody")} | others, say("from"))
        hours = {f"{hour}": f"{hour:02d}:00" for hour in range(25)}
        first = int(filters.choose("since", hours, "11", filters.short_list(say("since"))))
        last = int(filters.choose("until", hours, "14", filters.short_list(say("until"))))
    with st.container(horizontal=True, gap="large"):
        riders = _slider("riders", MOST_RIDERS, say)
        promise = _slider("promise", MOST_MINUTES, say)

    if first >= last:
        st.info(say("no_hours"), icon=":material/schedule:")
        return
    changes = {region_id: riders} | ({source: -riders} if source != NOBODY else {})
    held = {name: _region(platform_id, name, first, last) for name in changes}
    if any(region.slots.empty for region in held.values()):
        st.info(say("no_slots"), icon=":material/block:")
        return
    lines = [
        _line(regions[name], held[name], added, promise if name == region_id else 0, say)
        for name, added in changes.items()
    ]
    tables.lines_of_text(lines)
    st.caption(say("model_how"))
    _waits(held[region_id], riders, plain(regions[region_id]), say)


def _slider(name: str, most: int, say: Texts) -> int:
    """A whole number on either side of nought, in the address like every other choice."""
    options = {f"{step}": say(f"{name}_step", step=f"{step:+d}") for step in range(-most, most + 1)}
    options["0"] = say("unchanged")
    widget = filters.steps(say(f"{name}_slider"))
    return int(filters.choose(name, options, "0", widget))


def _region(platform_id: str, region_id: str, first: int, last: int) -> what_if.Region:
    slots = queries.slots(platform_id, region_id)
    orders = queries.orders(platform_id, region_id)
    dispatch = orders["dispatch_minutes"]
    return what_if.Region(
        slots=slots.assign(is_changed=slots["local_slot"].between(2 * first, 2 * last - 1)),
        lateness=queries.lateness(platform_id, region_id),
        orders=int(orders["promised"]),
        dispatch_minutes=None if pd.isna(dispatch) else float(dispatch),
    )


def _line(
    name: str, region: what_if.Region, riders: int, promise: int, say: Texts
) -> dict[str, str]:
    now, then = what_if.outlook(region, 0, 0), what_if.outlook(region, riders, promise)
    language = say.language

    def both(unit: str, before: float | None, after: float | None) -> str:
        texts = (wording.value(number, unit, language) for number in (before, after))
        return " → ".join(map(tables.unbroken, texts))

    return {
        say("column_region"): plain(name),
        say("column_measured_wait"): wording.value(region.dispatch_minutes, "minutes", language),
        say("column_wait"): both("minutes", now.wait_minutes, then.wait_minutes),
        say("column_soon"): both("share", now.taken_soon, then.taken_soon),
        say("column_on_time"): both("share", now.on_time, then.on_time),
    }


def _waits(region: what_if.Region, riders: int, name: str, say: Texts) -> None:
    """The modelled wait through the day, as it is and as it would be."""
    chart.heading(say("waits_title", name=name), "waits")
    both = {
        "wait_now": what_if.waits(region.slots),
        "wait_then": what_if.waits(region.slots, riders),
    }
    rows = pd.DataFrame({key: _by_slot(slots) for key, slots in both.items()}).reset_index()
    words = {key: say(key) for key in (*both, "wait_axis")}
    chart.show(half_hours.two_waits(rows, words), _finding(both, say), rows, "waits")


def _finding(both: dict[str, pd.DataFrame], say: Texts) -> str:
    """The wait in the hours that were chosen."""
    chosen = {key: slots[slots["is_changed"]] for key, slots in both.items()}
    if chosen["wait_now"].empty:
        return say("waits_none")
    means = {
        key: wording.value(what_if.mean_of_orders(slots, "wait_minutes"), "minutes", say.language)
        for key, slots in chosen.items()
    }
    return say("waits_finding", **means)


def _by_slot(slots: pd.DataFrame) -> pd.Series:
    return slots.groupby("local_slot").apply(
        lambda slot: what_if.mean_of_orders(slot, "wait_minutes"), include_groups=False
    )
