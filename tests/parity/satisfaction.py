"""METRICS.md 9: what customers answer, and whether a change moved it.

Readings: a survey counts on the day it was sent; the effect is on `csat_top_box`, over surveys
sent in the 28 days before the first day and in the 28 from it on; its variance is that of a
saturated regression clustered by region and date, K/(K-1) as in METRICS.md 0.
"""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from tests.parity.cells import CELL, PLACE, finish, ratios, together
from tests.parity.records import Records

CUTS = ("all", *PLACE)
WINDOW = pd.Timedelta(days=28)
METRICS = ["csat_top_box", "csat_mean", "survey_response_rate", "intervention_effect"]


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("surveys"):
        return together([])
    surveys = records.placed(records.table("surveys"), "sent_at").assign(denominator=1)
    is_answered = surveys["answered_at"].notna() & surveys["score"].notna()
    answered = surveys[is_answered]
    top = answered.assign(numerator=(answered["score"] >= 4).astype(int))
    parts = [
        ratios("csat_top_box", top, cuts=CUTS),
        ratios("csat_mean", answered.assign(numerator=answered["score"]), "cluster_t", CUTS),
        ratios(
            "survey_response_rate", surveys.assign(numerator=is_answered.astype(int)), cuts=CUTS
        ),
    ]
    if records.holds("interventions"):
        parts.append(_effect(records, top))
    return together(parts)


def _effect(records: Records, top: pd.DataFrame) -> pd.DataFrame:
    """Difference in differences, in points."""
    regions = records.table("interventions")
    regions["starts_on"] = pd.to_datetime(regions["starts_on"])
    rows = []
    for intervention, places in regions.groupby("intervention_id"):
        units = top.merge(places[["region_id", "treated", "starts_on"]], on="region_id")
        since = units["date"] - units["starts_on"]
        units = units[(since >= -WINDOW) & (since < WINDOW)]
        after, treated = (units["date"] >= units["starts_on"]), units["treated"].astype(bool)
        design = pd.DataFrame(
            {"one": 1.0, "after": after, "treated": treated, "both": after & treated}
        ).astype(float)
        cluster = units.groupby(["region", "date"]).ngroup()
        # Without the correction for the number of rows and coefficients; K/(K-1) alone.
        fitted = sm.OLS(units["numerator"].astype(float), design).fit(
            cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False}
        )
        count = cluster.nunique()
        error = float(fitted.bse["both"]) * np.sqrt(count / (count - 1))
        effect, half = fitted.params["both"], stats.t.ppf(0.975, count - 1) * error
        numbers = [effect * 100, (effect - half) * 100, (effect + half) * 100, len(units)]
        rows.append(("all", "all", "intervention", intervention, *numbers))
    columns = [*CELL, "value", "ci_low", "ci_high", "n"]
    return finish("intervention_effect", pd.DataFrame(rows, columns=columns))
