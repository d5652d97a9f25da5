"""Analysts and managers: every figure with its formula, SQL, owner, tests and lineage."""

import pandas as pd
import streamlit as st

from dashboards import chosen_language, wording
from dashboards.components import definition, filters, lineage, tables
from dashboards.components.plain import plain
from dashboards.language import localised
from dashboards.queries import catalogue
from dashboards.queries import lineage as queries

SEARCHED = ("metric_id", "label_zh", "label_en", "says_zh", "says_en", "computed_zh", "computed_en")
FACTS = ("source", "rule_version", "maturity_days")

say = chosen_language.texts("catalogue")
metrics = catalogue.metrics()
st.markdown(say("introduction", count=len(metrics)))
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    words = filters.search(say("find"), say("find_placeholder")).lower().split()
    names = dict.fromkeys(metric["section"] for metric in metrics.values())
    sections = {"all": say("every_section")} | {name: say(f"section_{name}") for name in names}
    section = filters.listed("section", sections, say("section"))
    found = {
        metric_id: localised(metric, "label", say.language)
        for metric_id, metric in metrics.items()
        if section in ("all", metric["section"])
        and all(word in " ".join(metric[key] or "" for key in SEARCHED).lower() for word in words)
    }
    if not found:
        st.info(say("found_nothing"))
        st.stop()
    metric_id = filters.listed("figure", found, say("figure", count=len(found)))

metric = metrics[metric_id]
label = localised(metric, "label", say.language)
st.header(plain(label), anchor=False)
st.caption(f"`{metric_id}`")
has_target = metric["target"] is not None and not pd.isna(metric["target"])
target = wording.value(metric["target"], metric["unit"], say.language) if has_target else None
facts, formula = st.columns([2, 3], gap="large")
with facts:
    tables.lines_of_text(
        [
            {say("column_what"): say(f"fact_{name}"), say("column_is"): plain(str(value))}
            for name, value in [
                ("section", say(f"section_{metric['section']}")),
                ("unit", say(f"unit_{metric['unit']}")),
                ("direction", say(metric["direction"])),
                ("ci_method", say(f"method_{metric['ci_method']}")),
                ("target", target or say("no_target")),
                ("owner", definition.owner(metric)),
                *((name, metric[name]) for name in FACTS),
            ]
        ]
    )
with formula:
    for line in definition.lines(metric):
        st.markdown(line)
if not queries.is_held():
    st.info(say("no_lineage"))
    st.stop()
with formula:
    lineage.statement(metric_id, say)
lineage.show(metric_id, label, say)
lineage.tests(metric_id, say)
