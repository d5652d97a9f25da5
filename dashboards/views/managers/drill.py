"""Managers: from a figure to the region, day and hour, and to the orders behind it."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import coverage, drill_choice, drill_steps

say = chosen_language.texts("drill")
st.markdown(say("introduction"))
look = drill_choice.choose(say)
if look is None:
    st.info(say("nothing_to_drill"))
    drill_steps.not_drillable(say)
    st.stop()

drill_steps.way_up(look, say)
parent = drill_steps.parent(look, say)
if parent is None:
    coverage.nothing([look.metric_id])
    st.stop()
drill_steps.children(look, parent, say)
drill_steps.parts(look, parent, say)
drill_steps.orders(look, say)
drill_steps.not_drillable(say)
