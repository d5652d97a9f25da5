"""Groups beside the group that they are compared with: one figure in full, then every gap found."""

import streamlit as st

from dashboards import wording
from dashboards.components import chart, downloads, fairness, families, filters
from dashboards.language import Texts, localised
from dashboards.queries import catalogue
from dashboards.queries import fairness as queries

CUTS = ["region_type", "income_band", "value_tier", "region"]


def show(say: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        platform_id = filters.platform()
        periods = {
            f"{row.period_grain}_{row.period_start:%Y-%m-%d}": row
            for row in queries.periods(platform_id).itertuples()
        }
        if not periods:
            fairness.nothing(say)
            return
        names = {
            key: wording.period(row.period_grain, row.period_start, say.language)
            for key, row in periods.items()
        }
        period = periods[filters.listed("period", names, say("period"))]
        every = queries.gaps(platform_id, period.period_grain, period.period_start)
        every = fairness.named(every, say)
        # What most readers ask first; the others in the order of the data.
        figures = sorted(every["metric_id"].unique(), key=lambda name: name != "on_time_rate")
        metric_id = filters.metric(figures, "figure")
        of_figure = every[every["metric_id"] == metric_id]
        cuts = [cut for cut in CUTS if cut in set(of_figure["cut"])]
        cut = filters.listed("cut", {name: say(f"cut_{name}") for name in cuts}, say("cut"))

    metric = catalogue.metric(metric_id)
    rows = of_figure[of_figure["cut"] == cut]
    title = say("title", label=localised(metric, "label", say.language), cut=say(f"cut_{cut}"))
    chart.heading(title, "fairness", metric)
    fairness.picture(rows, metric, say, "fairness_gaps")
    st.caption(families.says(of_figure["family"].iloc[0], every, say))
    fairness.lines(rows, say)
    st.caption(say("how_judged"))

    st.header(say("found_title"), anchor=False)
    st.caption(fairness.verdicts(every, say))
    families.found(every, say)
    downloads.buttons(every, "fairness_all")
