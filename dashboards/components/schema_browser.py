"""The tables of the analysts' file, and the columns of one of them with their comments."""

import pandas as pd
import streamlit as st

from dashboards.components import filters
from dashboards.components.plain import plain
from dashboards.language import Texts
from dashboards.queries import columns

HEADINGS = {"column_name": "column_column", "data_type": "column_type", "comment": "column_comment"}


def show(say: Texts) -> None:
    st.subheader(say("schema"), anchor=False)
    tables = columns.tables()
    names = tables["schema_name"] + "." + tables["table_name"]
    if names.empty:
        st.info(say("nothing_here"))
        return
    options = {name: name for name in names}
    chosen = filters.choose(
        "table", options, names.iloc[0], lambda **choices: st.selectbox(say("table"), **choices)
    )
    table = tables[names == chosen].iloc[0]
    rows_held = say("table_rows", rows=f"{table.rows_held:,}")
    st.caption(" · ".join(filter(None, [rows_held, plain(table.comment)])))
    rows = columns.columns(table.schema_name, table.table_name)
    shown = {say(key): [plain(text) for text in rows[name]] for name, key in HEADINGS.items()}
    st.table(pd.DataFrame(shown), border="horizontal", hide_index=True)
