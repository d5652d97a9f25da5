"""Who was held responsible at intake, who in the end, and what riders paid for it."""

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.charts.flows import flows
from dashboards.components import chart
from dashboards.language import Texts
from dashboards.queries import complaints
from dashboards.queries.metric_values import Selection

PARTIES = ("platform", "merchant", "rider", "customer", "force_majeure", "undetermined", "unknown")
UNDECIDED = "open"


def show(selection: Selection, say: Texts) -> None:
    chart.heading(say("flow_title"), "flow")
    rows = complaints.responsibility(selection.platform_id, selection.member)
    if rows.empty:
        st.info(say("no_parties"), icon=":material/block:")
        return
    words = {name: say(f"flow_{name}") for name in ("origin", "destination")}
    chart.show(flows(square(rows, say), words), finding(rows, say), rows, "flow")


def square(rows: pd.DataFrame, say: Texts) -> pd.DataFrame:
    counts = rows.pivot_table(
        index="party_at_intake", columns="party_final", values="complaints", aggfunc="sum"
    )
    counts = counts.reindex(
        index=_ordered(counts.index), columns=_ordered(counts.columns), fill_value=0
    )
    counts = counts.fillna(0).astype(int)
    return counts.rename(index=lambda name: _name(name, say), columns=lambda name: _name(name, say))


def _ordered(parties: pd.Index) -> list[str]:
    """Known parties in their order, then what else the data names, the undecided last."""
    order = {party: place for place, party in enumerate(PARTIES)} | {UNDECIDED: len(PARTIES) + 1}
    return sorted(parties, key=lambda party: (order.get(party, len(PARTIES)), party))


def _name(party: str, say: Texts) -> str:
    return say(f"party_{party}") if say.has(f"party_{party}") else party


def finding(rows: pd.DataFrame, say: Texts) -> str:
    decided = rows[rows["party_final"] != UNDECIDED]
    from_platform = decided[decided["party_at_intake"] == "platform"]
    shifted = from_platform[from_platform["party_final"] != "platform"]
    to_platform = decided[decided["party_at_intake"] != "platform"]
    whom = [
        say("flow_to", party=_name(row["party_final"], say), complaints=row["complaints"])
        for row in shifted.to_dict("records")
    ]
    back = to_platform[to_platform["party_final"] == "platform"]["complaints"].sum()
    sentences = [
        say(
            "flow_finding",
            platform=wording.count(from_platform["complaints"].sum()),
            shifted=wording.count(shifted["complaints"].sum()),
            others=wording.count(to_platform["complaints"].sum()),
            back=wording.count(back),
        ),
        say("flow_whom", whom=say("comma").join(whom)) if whom else "",
        _deducted(shifted, say),
        say(
            "flow_open",
            open=wording.count(rows[rows["party_final"] == UNDECIDED]["complaints"].sum()),
        ),
    ]
    return wording.joined(sentences, say.language)


def _deducted(shifted: pd.DataFrame, say: Texts) -> str:
    """What riders were made to pay in the cases that the platform had first taken upon itself."""
    by_riders = shifted[shifted["party_final"] == "rider"]["rider_deduction_minor"].sum()
    if not by_riders:
        return ""
    return say("flow_deducted", deducted=wording.value(int(by_riders), "minor", say.language))
