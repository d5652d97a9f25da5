"""Where a figure comes from and where it is shown: a drawing, the same in words, and the tables."""

import pandas as pd
import streamlit as st

from dashboards import chosen_language
from dashboards.charts import lineage as charts
from dashboards.components import tables
from dashboards.language import Texts
from dashboards.queries import lineage, pages

# Staging renames one raw table each, and the steps between a fact and its figure are the same for
# most figures: the list names them, the drawing leaves them out.
DRAWN_LAYERS = ("intermediate", "marts")


def show(metric_id: str, label: str, say: Texts) -> None:
    st.subheader(say("lineage"), anchor=False)
    columns, steps = lineage.contract_columns(metric_id), lineage.steps(metric_id)
    shown = pages.shown_on(metric_id)
    titles = [_title(audience, page) for audience, page in shown]
    described = say(
        "lineage_described",
        columns=say("comma").join(
            f"{row.entity}.{row.column_name}" for row in columns.itertuples()
        ),
        models=steps["model"].nunique(),
        pages=say("comma").join(titles) or say("no_page"),
    )
    edges, lines = _graph(metric_id, label, columns, steps, titles)
    if edges:
        with st.container(key="lineage_drawing"):
            st.image(charts.drawing(edges, lines), alt=described, width="content")
    st.caption(say("lineage_explained"))
    _pages(shown, say)
    st.markdown(f"**{say('contract_columns')}**")
    headings = {"entity": "column_entity", "column_name": "column_column"}
    tables.show(columns, headings | {"description": "column_comment"}, say, "contract_columns")
    models = st.expander(
        say("models", count=steps["model"].nunique()), key="models", on_change="rerun"
    )
    if models.open:
        with models:
            tables.show(steps, {"model": "column_model", "reads": "column_reads"}, say, "models")


def _graph(
    metric_id: str, label: str, columns: pd.DataFrame, steps: pd.DataFrame, titles: list[str]
) -> tuple[list[tuple[str, str]], dict[str, list[str]]]:
    """Edges and the lines in each box: entities with their columns, models, the figure, pages."""
    drawn = steps[steps["layer"].isin(DRAWN_LAYERS)]
    raw = dict(steps[steps["layer"] == "staging"][["model", "reads"]].itertuples(index=False))
    edges = [(raw.get(row.reads, row.reads), row.model) for row in drawn.itertuples()]
    # What nothing drawn reads on is what the figure is made of.
    last = sorted(set(drawn["model"]) - set(drawn["reads"]))
    edges += [(model, metric_id) for model in last] + [(metric_id, f"page {t}") for t in titles]
    lines = {node: [node.split(".")[-1]] for edge in edges for node in edge}
    for entity, named in columns.groupby("entity"):
        lines[f"raw.{entity}"] = [entity, *(f"· {name}" for name in named["column_name"])]
    lines[metric_id] = [label, metric_id]
    lines |= {f"page {title}": [title] for title in titles}
    return edges, lines


def _title(audience: str, page: str) -> str:
    say = chosen_language.texts("shared")
    title = say(f"page_{page}")
    return say("public_page", title=title) if audience == "public" else title


def _pages(shown: list[tuple[str, str]], say: Texts) -> None:
    """Those of this app as links; the public's are another app."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="shown_on"):
        st.caption(say("shown_on") if shown else say("no_page"), width="content")
        for audience, page in shown:
            if audience == "public":
                st.caption(_title(audience, page), width="content")
            else:
                st.page_link(f"views/{audience}/{page}.py", label=_title(audience, page))


def tests(metric_id: str, say: Texts) -> None:
    found = lineage.tests(metric_id)
    counts = found["kind"].value_counts()
    st.subheader(say("tests"), anchor=False)
    st.caption(say("tests_count", data=counts.get("data", 0), unit=counts.get("unit", 0)))
    listed = st.expander(say("tests_listed", count=len(found)), key="tests", on_change="rerun")
    if not listed.open:
        return
    with listed:
        shown = found.assign(
            test_name=found["test_name"].str.replace("_", " "),
            kind=found["kind"].map(lambda kind: say(f"kind_{kind}")),
        )
        headings = {"model": "column_model", "kind": "column_kind", "test_name": "column_test"}
        tables.show(shown, headings, say, "tests")


def statement(metric_id: str, say: Texts) -> None:
    made = lineage.definition(metric_id)
    if made is None:
        return
    st.subheader(say("statement"), anchor=False)
    st.caption(say("can_be_run" if made["can_be_run"] else "made_by_model", model=made["model"]))
    st.code(made["sql"], language="sql", height="content" if made["can_be_run"] else 320)
