"""The parts of the drill page: the way up, the whole, its children, its parts, and the orders."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboards import pinned_release, wording
from dashboards.components import (
    chart,
    drill_choice,
    drill_pictures,
    member_names,
    tables,
)
from dashboards.components.drill_choice import Look
from dashboards.components.drill_link import PAGE
from dashboards.components.plain import plain
from dashboards.drillable import FIGURES
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, published
from dashboards.queries import drill as queries

SAME = 1e-6
# More than a month of days is scrolled, and chosen from the list above.
AT_A_GLANCE, TALL = 31, 480
ORDERS_PAGE = "views/analysts/orders.py"
# As far down as the orders of one look are few enough to read.
ORDERS_FROM = "day"


def way_up(look: Look, say: Texts) -> None:
    """A link to each step that led here; the last is where one stands."""
    steps = [(wording.period(look.grain, look.start, say.language), look.at({}))]
    members: dict[str, str] = {}
    for level in look.chosen:
        members[level] = look.place.member(level)
        steps.append((member_names.name(level, members[level]), look.at(dict(members))))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="way_up"):
        for text, address in steps[:-1]:
            st.page_link(PAGE, label=plain(text), query_params=address)
            st.markdown("›", width="content")
        st.markdown(f"**{plain(steps[-1][0])}**", width="content")


def parent(look: Look, say: Texts) -> Mapping | None:
    """Value, numerator and denominator of where one stands, beside what is published of it."""
    whole = queries.total(look.figure, look.place)
    if pd.isna(whole["value"]):
        return None
    unit, label = drill_choice.unit(look.metric_id), drill_choice.label(look.metric_id, say)
    metric = catalogue.metrics().get(look.metric_id)
    chart.heading(label, "drill_parent", metric)
    figures = {label: wording.value(whole["value"], unit, say.language)}
    figures[say("numerator")] = amount(whole["numerator"])
    if look.figure.denominator:
        figures[say("denominator")] = amount(whole["denominator"])
    with st.container(horizontal=True, gap="small", key="drill_whole"):
        for name, text in figures.items():
            st.metric(name, text, border=True, width=220)
    st.caption(_beside_published(look, whole, unit, say))
    return whole


def _beside_published(look: Look, whole: Mapping, unit: str, say: Texts) -> str:
    row = published.of(look.metric_id, look.grain, look.start, look.place)
    if row is None:
        return say("not_published")
    agrees = abs(row["value"] - whole["value"]) <= SAME * max(abs(row["value"]), 1)
    told = [
        say(
            "as_published" if agrees else "not_as_published",
            value=wording.value(row["value"], unit, say.language),
            interval=wording.interval(row, unit, say.language),
        ),
        "" if row["is_mature"] else say("is_immature"),
    ]
    return wording.joined(told, say.language)


def amount(number: float | None) -> str:
    """Counts in whole numbers, minutes and hours to a tenth."""
    if number is None or pd.isna(number):
        return "—"
    # Sums of the same minutes in another order differ in their last binary digit.
    number = round(float(number), 6)
    return f"{number:,.0f}" if number.is_integer() else f"{number:,.1f}"


def children(look: Look, whole: Mapping, say: Texts) -> None:
    level = look.next_level
    if level is None:
        return
    rows = queries.children(look.figure, look.place, level)
    rows = rows.assign(name=[member_names.name(level, member) for member in rows["member"]])
    rows = published.with_intervals(rows, level, look.metric_id, look.grain, look.start, look.place)
    chart.heading(say(f"by_{level}"), "drill_children")
    st.caption(adds_up(rows, whole, say))
    _way_down(look, rows, level, say)
    unit = drill_choice.unit(look.metric_id)
    picture, lines = st.columns(2, gap="large")
    with picture:
        drill_pictures.children(look, rows, whole, unit, say)
    height = "content" if len(rows) <= AT_A_GLANCE else TALL
    with lines, st.container(height=height, border=False, key="drill_lines"):
        tables.lines_of_text(
            [_line(row, level, unit, look, say) for row in rows.to_dict("records")]
        )


def _way_down(look: Look, rows: pd.DataFrame, level: str, say: Texts) -> None:
    """A link to each child; to a last level only where something lies behind it."""
    is_last = level == list(look.figure.source.levels)[-1]
    if is_last and not look.figure.kind:
        return
    if len(rows) > AT_A_GLANCE:
        st.caption(say("choose_above"))
        return
    with st.container(horizontal=True, gap="small", key="way_down"):
        st.markdown(say("go_down"), width="content")
        for row in rows.itertuples():
            st.page_link(PAGE, label=plain(row.name), query_params=look.below(level, row.member))


def _line(row: Mapping, level: str, unit: str, look: Look, say: Texts) -> dict[str, str]:
    line = {
        say(f"level_{level}"): plain(row["name"]),
        say("column_value"): tables.unbroken(wording.value(row["value"], unit, say.language)),
    }
    if level in published.LEVELS:
        line[say("column_interval")] = (
            tables.unbroken(wording.short_interval(row, unit, say.language))
            if isinstance(row["ci_method"], str)
            else "—"
        )
    line[say("numerator")] = amount(row["numerator"])
    if look.figure.denominator:
        line[say("denominator")] = amount(row["denominator"])
    return line


def adds_up(rows: pd.DataFrame, whole: Mapping, say: Texts) -> str:
    """Worked out from the rows shown, and said also where it fails."""
    sums = {name: float(rows[name].sum()) for name in ("numerator", "denominator")}
    has_denominator = not pd.isna(whole["denominator"])
    same = [
        abs(sums[name] - whole[name]) <= SAME * max(abs(whole[name]), 1)
        for name in ("numerator", "denominator")[: 1 + has_denominator]
    ]
    key = "adds_up" if all(same) else "does_not_add_up"
    values = {"count": len(rows), "numerator": amount(sums["numerator"])}
    if not has_denominator:
        return say(f"{key}_count", **values, whole=amount(whole["numerator"]))
    return say(
        key,
        **values,
        denominator=amount(sums["denominator"]),
        whole=f"{amount(whole['numerator'])} / {amount(whole['denominator'])}",
    )


def parts(look: Look, whole: Mapping, say: Texts) -> None:
    """Stages or causes: the same minutes, told by what they went into."""
    if not look.figure.parts:
        return
    rows = queries.parts(look.figure, look.place)
    names = [member_names.name(look.figure.part_kind, part) for part in rows["part"]]
    rows = rows.assign(name=names, share=rows["minutes"] / (whole["numerator"] or float("nan")))
    chart.heading(say(f"parts_{look.figure.part_kind}"), "drill_parts")
    same = abs(rows["minutes"].sum() - whole["numerator"]) <= SAME * max(whole["numerator"], 1)
    st.caption(
        say(
            "parts_add_up" if same else "parts_do_not_add_up",
            sum=amount(round(rows["minutes"].sum(), 1)),
            whole=amount(round(whole["numerator"], 1)),
        )
    )
    drill_pictures.parts(rows, look.figure.part_kind, say)


def orders(look: Look, say: Texts) -> None:
    """The last step is on the analysts' file: the managers' holds sums only."""
    st.header(say("orders_title"), anchor=False)
    if not look.figure.kind:
        st.caption(say("no_orders"))
        return
    if look.place.member(ORDERS_FROM) == queries.NOTHING_CHOSEN:
        st.caption(say("orders_from_a_day"))
        return
    st.caption(say("orders_text"))
    if not pinned_release.may_open("analyst"):
        return
    chosen = {level: look.place.member(level) for level in ("region", "day", "hour")}
    st.page_link(
        ORDERS_PAGE,
        label=say("to_orders"),
        icon=":material/receipt_long:",
        query_params=chosen
        | {"platform": look.place.platform_id, "kind": look.figure.kind, "order": "none"},
    )


def not_drillable(say: Texts) -> None:
    """Which figures cannot be taken apart like this, and why."""
    others = [row for row in catalogue.metrics().values() if row["metric_id"] not in FIGURES]
    reasons: dict[str, list[str]] = {}
    for row in others:
        reasons.setdefault(_why_not(row), []).append(localised(row, "label", say.language))
    with st.expander(say("not_drillable")):
        for reason, labels in sorted(reasons.items()):
            st.markdown(f"**{say(f'why_not_{reason}')}** {say('comma').join(labels)}{say('stop')}")


def _why_not(metric: Mapping) -> str:
    name = metric["metric_id"]
    if "_p50" in name or "_p90" in name or "_p95" in name:
        return "quantile"
    if metric["ci_method"] == "greenwood_loglog":
        return "curve"
    return "other"
