"""Managers: the load ledger, what is in quarantine and why, freshness, and the checks."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import quality
from dashboards.queries import data_quality

say = chosen_language.texts("quality")
loads = data_quality.loads()
quality.totals(loads, say)

checks, freshness = st.columns(2, gap="large")
with checks:
    quality.checks(data_quality.checks(), say)
with freshness:
    quality.freshness(data_quality.freshness(), say)

quality.deadlines(data_quality.deadlines(), say)
quality.quarantine(data_quality.quarantine_reasons(), say)
quality.loads(loads, say)
quality.deletions(data_quality.deletions(), say)
