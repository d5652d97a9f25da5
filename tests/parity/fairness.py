"""METRICS.md 8, `fairness_gaps`: groups beside the group that they are compared with.

Readings: only days whose facts can no longer change are compared, whole months and all such days;
dates are clusters, and the groups of one date share its luck, so that the error of their gap knows
how far they go together; a stratum that one side lacks has, for the parts, the other side's value
there, so that it counts as mix; without any that both have, there are no parts.
"""

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests

from tests.parity.cells import as_text, starts
from tests.parity.fairness_units import Compared, compared
from tests.parity.groups import Group, group, standardised_error, together
from tests.parity.intervals import FEWEST_CLUSTERS, error_of_difference, newcombe
from tests.parity.records import Records

REFERENCES = {"region_type": "urban", "income_band": "5", "value_tier": "high", "region": None}
ALL_OTHERS = "all others"
MARGIN = 0.05
FEWEST_UNITS = 30
KEY = ["metric_id", "period_grain", "period_start", "cut", "member"]


def gaps(records: Records) -> pd.DataFrame:
    rows = [row for figure in compared(records) for row in of_figure(records, figure)]
    found = pd.DataFrame(rows)
    if found.empty:
        return found
    found["q_value"] = np.nan
    tested = found[found["p_value"].notna()]
    for _, family in tested.groupby(["family", "period_grain", "period_start"]):
        found.loc[family.index, "q_value"] = multipletests(family["p_value"], method="fdr_bh")[1]
    found["verdict"] = [_verdict(row) for row in found.to_dict("records")]
    return found


def of_figure(records: Records, figure: Compared) -> list[dict]:
    now = records.local(pd.Series([None]), pd.Series([records.cut_off]))[0]
    settled = pd.Timedelta(days=figure.mature_days + 1)
    units = figure.units[figure.units["date"] + settled <= now]
    month_ends = units["date"].dt.to_period("M").dt.end_time.dt.normalize()
    rows = []
    for grain, held in (("all", units), ("month", units[month_ends + settled <= now])):
        for start, period in held.groupby(starts(held["date"], grain)):
            for cut in REFERENCES:
                if cut in period:
                    place = {"period_grain": grain, "period_start": start, "cut": cut}
                    rows += [place | row for row in _of_cut(figure, period, cut)]
    return rows


def _of_cut(figure: Compared, units: pd.DataFrame, cut: str) -> list[dict]:
    members = units[cut].dropna().map(as_text)
    units = units.loc[members.index]
    reference, rows = REFERENCES[cut], []
    for member in sorted(members.unique()):
        others = members != member if reference is None else members == reference
        if member == reference or not others.any() or not _counts(units[members == member]):
            continue
        if not _counts(units[others]):
            continue
        pair = group(figure, units[members == member]), group(figure, units[others])
        head = {"family": figure.family, "metric_id": figure.metric_id, "member": member}
        rows.append(head | {"reference": reference or ALL_OTHERS} | _compare(figure, *pair))
    return rows


def _counts(units: pd.DataFrame) -> bool:
    return "denominator" not in units or units["denominator"].sum() > 0


def _compare(figure: Compared, member: Group, reference: Group) -> dict:
    gap = member.value - reference.value
    correlation = together(member, reference)
    low, high = newcombe(
        (member.value, member.low, member.high),
        (reference.value, reference.low, reference.high),
        correlation,
    )
    enough = _are_enough(member, reference)
    return {
        "value_member": member.value,
        "value_reference": reference.value,
        "gap": gap,
        "gap_low": low,
        "gap_high": high,
        "ratio": member.value / reference.value if reference.value else np.nan,
        **_parts(figure, member, reference),
        **(_tests(gap, member, reference, correlation) if enough else {"p_value": np.nan}),
        "n_member": member.n,
        "n_reference": reference.n,
        "enough": enough,
    }


def _are_enough(member: Group, reference: Group) -> bool:
    return (
        min(member.clusters, reference.clusters) >= FEWEST_CLUSTERS
        and min(member.n, reference.n) >= FEWEST_UNITS
    )


def _tests(gap: float, member: Group, reference: Group, correlation: float) -> dict:
    """Student's test over dates, and the larger p of two one-sided ones against the margin.

    Each with the error of the gap on the side of what is tested.
    """
    (below, above), (other_below, other_above) = member.errors, reference.errors
    lower = error_of_difference(below, other_above, correlation)
    upper = error_of_difference(above, other_below, correlation)
    degrees = min(member.clusters, reference.clusters) - 1
    nearer = min((MARGIN - gap) / upper, (MARGIN + gap) / lower)
    return {
        "p_value": 2 * stats.t.sf(abs(gap) / (lower if gap > 0 else upper), degrees),
        "p_equal": stats.t.sf(nearer, degrees),
        "minimum_detectable_gap": stats.t.ppf([0.975, 0.8], degrees).sum() * (lower + upper) / 2,
    }


def _parts(figure: Compared, member: Group, reference: Group) -> dict:
    """Standardised to the pooled mix, and Kitagawa's two parts (1955)."""
    both = member.strata.join(
        reference.strata, how="outer", lsuffix="_member", rsuffix="_reference"
    )
    weights = both[["weight_member", "weight_reference"]].fillna(0)
    values = both[["value_member", "value_reference"]].to_numpy(dtype=float)
    shared = (weights > 0).all(axis=1)
    pooled = weights[shared].sum(axis=1)
    shares = (weights / weights.sum()).to_numpy()
    filled = np.where(np.isnan(values), values[:, ::-1], values)
    share = float(pooled.sum() / weights.to_numpy().sum())
    if not shared.any():
        return {"share_compared": share}
    parts = {
        "share_compared": share,
        "treatment_part": float(shares.mean(axis=1) @ (filled[:, 0] - filled[:, 1])),
        "mix_part": float(filled.mean(axis=1) @ (shares[:, 0] - shares[:, 1])),
    }
    differences = values[shared, 0] - values[shared, 1]
    gap = float(pooled @ differences / pooled.sum())
    if not _are_enough(member, reference):
        return parts | {"standardised_gap": gap}
    error, degrees = standardised_error(figure, member, reference)
    half = stats.t.ppf(0.975, degrees) * error
    return parts | {
        "standardised_gap": gap,
        "standardised_low": gap - half,
        "standardised_high": gap + half,
    }


def _verdict(row: dict) -> str:
    if not row["enough"]:
        return "not_enough_data"
    if row["q_value"] < 0.05:
        return "gap"
    return "no_material_gap" if row["p_equal"] < 0.05 else "not_enough_data"
