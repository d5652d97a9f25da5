"""Managers: whether people, places and orders are treated alike."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import filters, funnel, gaps, queues

PARTS = {"gaps": gaps, "funnel": funnel, "queue": queues}

say = chosen_language.texts("fairness")
part = filters.part({name: say(f"part_{name}") for name in PARTS})
st.markdown(say(f"introduction_{part}"))
PARTS[part].show(say)
