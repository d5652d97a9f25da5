"""The two sides of a comparison, as a reader chooses them: two periods, or two regions."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.components import coverage, filters
from dashboards.language import Texts
from dashboards.queries import catalogue
from dashboards.queries.metric_values import Selection


@dataclass(frozen=True)
class Side:
    """One side: a place and the start of a period."""

    name: str
    selection: Selection
    start: pd.Timestamp


@dataclass(frozen=True)
class Sides:
    by: str
    section: str
    grain: str
    first: Side
    second: Side


def choose(say: Texts) -> Sides | None:
    """None where there are no figures, no two periods or no two regions."""
    metrics = catalogue.metrics()
    sections = {metrics[metric_id]["section"]: None for metric_id in coverage.held(list(metrics))}
    if not sections:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        by = filters.switch(
            "by", {"periods": say("by_periods"), "regions": say("by_regions")}, say("by")
        )
        # The whole has no other whole to stand beside.
        grain = filters.grain(without=("all",) if by == "periods" else ())
        names = {name: say(f"section_{name}") for name in sections if name != "data"}
        first = "delay" if "delay" in names else None
        section = filters.listed("section", names, say("section"), first)
        platform_id = filters.platform()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        choice = _periods if by == "periods" else _regions
        found = choice(platform_id, grain, say)
    return found and Sides(by, section, grain, *found)


def _periods(platform_id: str, grain: str, say: Texts) -> tuple[Side, Side] | None:
    region_id = filters.region()
    cut = "all" if region_id == "all" else "region"
    selection = Selection(platform_id, grain, cut, region_id)
    first = filters.period("from", say("first"), platform_id, grain, back=1)
    second = filters.period("to", say("second"), platform_id, grain)
    if first is None or first == second:
        return None
    return tuple(
        Side(wording.period(grain, start, say.language), selection, pd.Timestamp(start))
        for start in (first, second)
    )


def _regions(platform_id: str, grain: str, say: Texts) -> tuple[Side, Side] | None:
    regions = catalogue.regions()
    if len(regions) < 2:
        return None
    one, other = list(regions)[:2]
    first = filters.listed("place", regions, say("first"), one)
    second = filters.listed("other", regions, say("second"), other)
    start = filters.period("start", say("period"), platform_id, grain)
    if start is None or first == second:
        return None
    return tuple(
        Side(regions[place], Selection(platform_id, grain, "region", place), pd.Timestamp(start))
        for place in (first, second)
    )
