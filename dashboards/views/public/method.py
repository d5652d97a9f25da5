"""The public: what each figure says, how it is computed, and what it does not say."""

import streamlit as st

from dashboards import chosen_language, language
from dashboards.components import definition
from dashboards.queries import catalogue

say = chosen_language.texts("method")
st.markdown(say("lead"))
for metric_id, metric in catalogue.metrics().items():
    st.header(language.localised(metric, "label", say.language), anchor=metric_id)
    for line in definition.lines(metric):
        st.markdown(line)
