"""METRICS.md 9: what customers answer, and whether a change moved it.

Readings: a survey counts on the day it was sent; the effect is on `csat_top_box`, over surveys
sent in the 28 days before the first day and in the 28 from it on, as a difference of shares; its
variance is that of a saturated regression clustered by region and date, K/(K-1) as in METRICS.md 0,
with ten clusters at least on each of the four sides.
"""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from tests.parity.cells import CELL, PLACE, finish, ratios, together
from tests.parity.records import Records

CUTS = ("all", *PLACE)
WEEKS, FEWEST_CLUSTERS = 4, 10
WINDOW = pd.Timedelta(weeks=WEEKS)
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
        parts.append(_effects(records, top))
    return together(parts)


def _effects(records: Records, top: pd.DataFrame) -> pd.DataFrame:
    """Of each intervention over the whole window, and of each week against the last before it."""
    regions = records.table("interventions")
    regions["starts_on"] = pd.to_datetime(regions["starts_on"])
    rows = {}
    for intervention, places in regions.groupby("intervention_id"):
        units = top.merge(places[["region_id", "treated", "starts_on"]], on="region_id")
        since = units["date"] - units["starts_on"]
        units = units[(since >= -WINDOW) & (since < WINDOW)]
        week = since[units.index] // pd.Timedelta(weeks=1)
        whole = _effect(units, week >= 0)
        if whole is None:
            continue
        rows[intervention, None] = whole
        for number in range(-WEEKS, WEEKS):
            held = week.isin([number, -1])
            effect = _effect(units[held], week[held] == number) if number != -1 else None
            if effect is not None:
                rows[intervention, number] = effect
    is_only_one = len({intervention for intervention, _ in rows}) == 1
    cells = [
        ("all", "all", *_cell(intervention, number, is_only_one), *numbers)
        for (intervention, number), numbers in rows.items()
    ]
    columns = [*CELL, "value", "ci_low", "ci_high", "n"]
    return finish("intervention_effect", pd.DataFrame(cells, columns=columns))


def _cell(intervention: str, week: int | None, is_only_one: bool) -> tuple[str, str]:
    """Cut and member; what is the only one needs no name."""
    if week is None:
        return ("all", "all") if is_only_one else ("intervention", intervention)
    return ("week_from_start", str(week) if is_only_one else f"{intervention} {week}")


def _effect(units: pd.DataFrame, is_after: pd.Series) -> tuple[float, ...] | None:
    """Difference in differences of shares, its interval and its answers; none with a side amiss."""
    treated = units["treated"].astype(bool)
    clusters = units.groupby(["region", "date"]).ngroup()
    on_each_side = clusters.groupby([treated, is_after]).nunique()
    if len(on_each_side) < 4:
        return None
    design = pd.DataFrame(
        {"one": 1.0, "after": is_after, "treated": treated, "both": is_after & treated}
    ).astype(float)
    # Without the correction for the number of rows and coefficients; K/(K-1) alone.
    fitted = sm.OLS(units["numerator"].astype(float), design).fit(
        cov_type="cluster", cov_kwds={"groups": clusters, "use_correction": False}
    )
    count, effect = clusters.nunique(), fitted.params["both"]
    error = float(fitted.bse["both"]) * np.sqrt(count / (count - 1))
    half = stats.t.ppf(0.975, count - 1) * error
    if on_each_side.min() < FEWEST_CLUSTERS:
        half = np.nan
    return effect, effect - half, effect + half, len(units)
