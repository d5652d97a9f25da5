"""What the founding article claims, each reading of it, and what the data says.

For managers, and for the public as far as the figures are public.
"""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import claims, downloads
from dashboards.queries import claims as queries

say = chosen_language.texts("claims")
readings = queries.readings()

st.markdown(say("introduction"))
claims.summary(readings, say)
for _, of_claim in readings.groupby("claim_id", sort=False):
    claims.show(of_claim, say)
st.caption(say("how_judged"))
if (readings["verdict"] == "not published").any():
    st.caption(say("why_not_published"))
downloads.buttons(readings, "claims")
