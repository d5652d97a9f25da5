"""The headline of fairness: the widest gap that is settled, and the way to all of them."""

from collections.abc import Mapping

import streamlit as st

from dashboards import chosen_language, wording
from dashboards.components import fairness
from dashboards.components.plain import plain
from dashboards.language import Texts, localised
from dashboards.queries import catalogue
from dashboards.queries import fairness as queries


def card(platform_id: str, say: Texts) -> None:
    """Over the whole run: gaps of single weeks are not published."""
    words = chosen_language.texts("fairness")
    periods = queries.periods(platform_id)
    with st.container(border=True, height="stretch", key="card_fairness"):
        if periods.empty:
            st.metric(say("widest_gap"), "—")
            st.caption(words("nothing"))
            return
        period = periods.iloc[0]
        every = queries.gaps(platform_id, period["period_grain"], period["period_start"])
        shares = [row for row in fairness.named(every, words).to_dict("records") if _is_share(row)]
        found = [row for row in shares if row["verdict"] == "gap"]
        if not found:
            st.metric(say("widest_gap"), say("no_gap"))
            st.caption(fairness.verdicts(every, words))
            address = {}
        else:
            widest = max(found, key=lambda row: abs(row["gap"]))
            _gap(widest, words, say)
            st.caption(wording.period(period["period_grain"], period["period_start"], say.language))
            address = {"figure": widest["metric_id"], "cut": widest["cut"]}
        st.page_link(
            "views/managers/fairness.py",
            label=say("all_gaps", gaps=len(found), comparisons=len(shares)),
            icon=":material/balance:",
            query_params=address
            | {"period": f"{period['period_grain']}_{period['period_start']:%Y-%m-%d}"},
        )


def _is_share(row: Mapping) -> bool:
    """Points can be set beside points; minutes or money cannot."""
    return catalogue.metric(row["metric_id"])["unit"] == "share"


def _gap(row: Mapping, words: Texts, say: Texts) -> None:
    language = say.language
    st.metric(say("widest_gap"), wording.value(row["gap"], "points", language))
    label = localised(catalogue.metric(row["metric_id"]), "label", language)
    interval = wording.interval(
        {
            "value": row["gap"],
            "ci_low": row["gap_low"],
            "ci_high": row["gap_high"],
            "ci_method": "",
        },
        "points",
        language,
    )
    lines = [
        say("gap_of", label=label, name=plain(row["name"]), other=plain(row["other"])),
        interval,
        words("column_n")
        + f" {wording.count(row['n_member'])} / {wording.count(row['n_reference'])}",
        fairness.verdict(row, words),
    ]
    st.caption("  \n".join(lines))
