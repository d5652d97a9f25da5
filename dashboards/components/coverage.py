"""What is not there and what may still change, in words."""

import pandas as pd
import streamlit as st

from dashboards import chosen_language, comparison, pinned_release
from dashboards.queries import catalogue


def nothing(metric_ids: list[str]) -> None:
    """Said in place of figures: why the input gave none, else that this choice holds none."""
    if not not_available(metric_ids):
        st.info(_none_for_this_choice())


def reason(metric_id: str) -> str:
    """Why one figure is not there."""
    reasons = catalogue.not_available().set_index("metric_id")[
        f"reason_{chosen_language.current()}"
    ]
    return reasons.get(metric_id, _none_for_this_choice())


def _none_for_this_choice() -> str:
    public = pinned_release.pinned().audience == "public"
    return chosen_language.texts("shared")("nothing_published" if public else "nothing_selected")


def held(metric_ids: list[str]) -> list[str]:
    """Those the input gave ground for, in their order."""
    missing = set(catalogue.not_available()["metric_id"])
    return [metric_id for metric_id in metric_ids if metric_id not in missing]


def not_available(metric_ids: list[str]) -> bool:
    """One sentence for each reason, naming the figures it keeps away; whether there were any."""
    say = chosen_language.texts("shared")
    rows = catalogue.not_available()
    rows = rows[rows["metric_id"].isin(metric_ids)]
    for reason, missing in rows.groupby(f"reason_{say.language}", sort=False):
        labels = say("comma").join(missing[f"label_{say.language}"])
        st.info(say("not_available", labels=labels, reason=reason), icon=":material/block:")
    return not rows.empty


def maturity(rows: pd.DataFrame, grain: str) -> None:
    """Said where some periods may still change, so that a reader knows which one a card shows."""
    if grain in comparison.STEPS and not rows["is_mature"].all():
        st.caption(chosen_language.texts("shared")("newest_mature"))
