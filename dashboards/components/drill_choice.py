"""What a reader drills into: a figure, a period, and how far down. All of it is in the address."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import streamlit as st

from dashboards import comparison
from dashboards.components import coverage, filters, member_names
from dashboards.components.drill_link import LEVELS
from dashboards.drillable import FIGURES, Drillable
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, drill
from dashboards.queries.drill import NOTHING_CHOSEN, Place

# A count that only this page has.
COUNT = "complaints"


@dataclass(frozen=True)
class Look:
    """One step of a drill."""

    metric_id: str
    figure: Drillable
    grain: str
    start: pd.Timestamp
    place: Place

    @property
    def chosen(self) -> list[str]:
        """Levels with a member chosen, the coarse before the fine."""
        return [
            level
            for level in self.figure.source.levels
            if self.place.member(level) != NOTHING_CHOSEN
        ]

    @property
    def next_level(self) -> str | None:
        """The coarsest level that is still open; None at the bottom."""
        open_levels = (
            level
            for level in self.figure.source.levels
            if self.place.member(level) == NOTHING_CHOSEN
        )
        return next(open_levels, None)

    def at(self, members: dict[str, str]) -> dict[str, str]:
        """The address of this look at other members."""
        return {
            "figure": self.metric_id,
            "grain": self.grain,
            "start": f"{self.start:%Y-%m-%d}",
            "platform": self.place.platform_id,
            **dict.fromkeys(LEVELS, NOTHING_CHOSEN),
            **members,
        }

    def below(self, level: str, member: str) -> dict[str, str]:
        return self.at(self.place.members | {level: member})


def label(metric_id: str, say: Texts) -> str:
    if metric_id == COUNT:
        return say("count_of_complaints")
    return localised(catalogue.metric(metric_id), "label", say.language)


def unit(metric_id: str) -> str:
    return "complaints" if metric_id == COUNT else catalogue.metric(metric_id)["unit"]


def choose(say: Texts) -> Look | None:
    """None where the release holds nothing to drill into."""
    known = {*coverage.held(list(catalogue.metrics())), COUNT}
    held = {
        name: figure for name, figure in FIGURES.items() if name in known and drill.is_held(figure)
    }
    if not held:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        names = {name: label(name, say) for name in held}
        metric_id = filters.listed("figure", names, say("metric"))
        grain, platform_id = filters.grain(), filters.platform()
        start = filters.period("start", say("period"), platform_id, grain)
    if start is None:
        return None
    first, last = stretch(grain, pd.Timestamp(start))
    figure = held[metric_id]
    place = Place(platform_id, first, last)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        for level in figure.source.levels:
            place = _down(figure, place, level, say)
    return Look(metric_id, figure, grain, pd.Timestamp(start), place)


def _down(figure: Drillable, place: Place, level: str, say: Texts) -> Place:
    members = drill.children(figure, place, level)["member"]
    options = {member: member_names.name(level, member) for member in members}
    every = {NOTHING_CHOSEN: say(f"every_{level}")}
    member = filters.listed(level, every | options, say(f"level_{level}"))
    return replace(place, members=place.members | {level: member})


def stretch(grain: str, start: pd.Timestamp) -> tuple[date, date]:
    """First and last day of a period; the whole ends with the data."""
    if grain in comparison.STEPS:
        return start.date(), (start + comparison.STEPS[grain] - pd.DateOffset(days=1)).date()
    return start.date(), pd.Timestamp(catalogue.release_info()["last_date"]).date()
