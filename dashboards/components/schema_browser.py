"""The tables of the analysts' file, searched by name or comment, and the columns of one of them."""

import pandas as pd
import streamlit as st

from dashboards.components import filters
from dashboards.components.plain import plain
from dashboards.language import Texts
from dashboards.queries import columns

HEADINGS = {"column_name": "column_column", "data_type": "column_type", "comment": "column_comment"}
MOST_HITS = 40


def show(say: Texts) -> None:
    st.header(say("schema"), anchor=False)
    tables = columns.tables()
    tables.index = tables["schema_name"] + "." + tables["table_name"]
    if tables.empty:
        st.info(say("nothing_here"))
        return
    words = filters.search(say("find"), say("find_placeholder"))
    if words:
        _hits(words, say)
    chosen = filters.choose(
        "table",
        {name: name for name in tables.index},
        tables.index[0],
        lambda **choices: st.selectbox(say("table"), **choices),
    )
    table = tables.loc[chosen]
    rows_held = say("table_rows", rows=f"{table.rows_held:,}")
    st.caption(" · ".join(filter(None, [rows_held, plain(table.comment)])))
    rows = columns.columns(table.schema_name, table.table_name)
    shown = {say(key): [plain(text) for text in rows[name]] for name, key in HEADINGS.items()}
    st.table(pd.DataFrame(shown), border="horizontal", hide_index=True)


def _hits(words: str, say: Texts) -> None:
    found = columns.matching(words)
    if found.empty:
        st.info(say("found_nothing", words=plain(words)))
        return
    st.caption(say("found", columns=len(found), tables=found["table_name"].nunique()))
    shown = found.head(MOST_HITS)
    lines = [
        f"**{plain(row.table_name)}.{plain(row.column_name)}**  \n{plain(row.comment)}"
        for row in shown.itertuples()
    ]
    with st.container(height=320 if len(lines) > 4 else "content", key="hits"):
        st.markdown("\n\n".join(lines))
    if len(shown) < len(found):
        st.caption(say("found_more", shown=len(shown)))
