"""What moved most since the period before, beyond noise, and a clue to why."""

import pandas as pd
import streamlit as st

from dashboards import comparison, drillable, movements, wording
from dashboards.components import downloads, drill_link, member_names, tables
from dashboards.components.plain import plain
from dashboards.language import Texts, localised
from dashboards.movements import Movement, Search
from dashboards.queries import catalogue, drill, metric_values
from dashboards.queries.drill import Place
from dashboards.queries.metric_values import Selection

SHOWN = 5


def show(metric_ids: list[str], selection: Selection, say: Texts) -> None:
    st.header(say("moved_title"), anchor=False)
    grain = selection.grain
    if grain not in comparison.STEPS:
        st.caption(say("moved_whole"))
        return
    rows = metric_values.newest_two(metric_ids, selection.platform_id, grain, selection.member)
    search = movements.search(rows, grain)
    st.caption(_said(search, say))
    found = search.found[:SHOWN]
    if found:
        clues = [clue(movement, selection, say) for movement in found]
        tables.lines_of_text(
            [_line(movement, why, say) for movement, why in zip(found, clues, strict=True)]
        )
        _links(found, selection, say)
        downloads.buttons(_rows(search.found), "moved")
    if search.looked_at:
        st.caption(say("moved_rule"))


def _said(search: Search, say: Texts) -> str:
    unknown = say("moved_unknown", unknown=search.without_interval)
    if not search.looked_at:
        return unknown if search.without_interval else say("moved_no_before")
    found = len(search.found)
    key = "moved_some" if found else "moved_none"
    counts = {"looked_at": search.looked_at, "found": found, "shown": min(found, SHOWN)}
    told = [say(key, **counts), unknown if search.without_interval else ""]
    return wording.joined(told, say.language)


def _place(movement: Movement) -> str:
    name = movement.latest["region_name"]
    return plain(name) if isinstance(name, str) else ""


def _line(movement: Movement, why: str, say: Texts) -> dict[str, str]:
    metric = catalogue.metric(movement.latest["metric_id"])
    unit, now, before = metric["unit"], movement.latest["value"], movement.earlier["value"]
    values = [wording.value(value, unit, say.language, now) for value in (before, now)]
    return {
        say("column_metric"): localised(metric, "label", say.language),
        say("column_where"): _place(movement) or say("all_regions"),
        say("column_from_to"): tables.unbroken(" → ".join(values)),
        say("column_change"): change(movement, say),
        say("column_why"): why,
    }


def change(movement: Movement, say: Texts) -> str:
    found, unit = movement.change, catalogue.metric(movement.latest["metric_id"])["unit"]
    scale = movement.latest["value"]
    return tables.unbroken(
        wording.difference(found.difference, (found.low, found.high), unit, scale, say.language)
    )


def clue(movement: Movement, selection: Selection, say: Texts) -> str:
    """The exact split where it is published; else the part that moved most the same way."""
    metric_id = movement.latest["metric_id"]
    if metric_id == "on_time_rate" and movement.latest["cut"] == "all":
        parts = split(selection, movement.latest["period_start"])
        if parts:
            return say("why_split", **parts)
    found = drillable.CLUES.get(metric_id)
    if found is None or not (drill.is_held(found.figure) and drill.is_held(found.whole)):
        return "—"
    now, before = (
        drill.contributions(found, _stretch(row, selection))
        for row in (movement.latest, movement.earlier)
    )
    if not now or not before:
        return "—"
    # A rate that is better when higher falls by what its failures grow.
    is_good = catalogue.metric(metric_id)["direction"] == "higher_is_better"
    sign = (1 if movement.change.difference > 0 else -1) * (-1 if is_good else 1)
    grown = {part: now.get(part, 0) - before.get(part, 0) for part in now | before}
    part = max(grown, key=lambda name: sign * grown[name])
    if sign * grown[part] <= 0:
        return "—"
    text, _ = wording.change(grown[part], found.unit, say.language, grown[part])
    return say(found.text, part=plain(member_names.name(found.level, part)), change=text)


def split(selection: Selection, start: object) -> dict[str, str]:
    """Speed, promise and mix of the change of the on-time rate, in points."""
    parts = metric_values.split("otd_change", selection.platform_id, selection.grain, start)
    return {name: wording.signed(value, "points", value) for name, value in parts.items()}


def _stretch(row: dict, selection: Selection) -> Place:
    first = row["period_start"]
    last = first + comparison.STEPS[selection.grain] - pd.DateOffset(days=1)
    return Place(selection.platform_id, first.date(), last.date(), {"region": row["member"]})


def _links(found: list[Movement], selection: Selection, say: Texts) -> None:
    """In the order of the lines; a table cannot hold a link within the app."""
    with st.container(horizontal=True, gap="small", key="moved_links"):
        for movement in found:
            row = movement.latest
            label = localised(catalogue.metric(row["metric_id"]), "label", say.language)
            place = Selection(selection.platform_id, selection.grain, row["cut"], row["member"])
            text = f"{label} · {_place(movement) or say('all_regions')}"
            drill_link.show(row["metric_id"], place, row["period_start"], text)


def _rows(found: list[Movement]) -> pd.DataFrame:
    kept = ("metric_id", "cut", "member", "period_start", "value", "ci_low", "ci_high", "n")
    return pd.DataFrame(
        [
            {name: movement.latest[name] for name in kept}
            | {
                "value_before": movement.earlier["value"],
                "difference": movement.change.difference,
                "difference_low": movement.change.low,
                "difference_high": movement.change.high,
                "standard_errors": movement.change.size,
            }
            for movement in found
        ]
    )
