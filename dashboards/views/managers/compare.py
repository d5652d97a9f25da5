"""Managers: two periods of one place, or two regions over one period, figure by figure."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import compared, filters, sides

say = chosen_language.texts("compare")
st.markdown(say("introduction"))
chosen = sides.choose(say)
if chosen is None:
    st.info(say("nothing_to_compare"))
    st.stop()

pairs = compared.pairs(chosen)
if not pairs:
    st.info(say("nothing_selected"))
    st.stop()
compared.table(pairs, chosen, say)
compared.courses(filters.metric([pair.metric["metric_id"] for pair in pairs]), chosen, say)
