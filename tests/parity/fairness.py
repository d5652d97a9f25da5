"""METRICS.md 8, `fairness_gaps`: groups beside the group that they are compared with.

Readings: only days whose facts can no longer change are compared, whole months and all such days;
the standard error is the one behind each clustered interval; a stratum that one side lacks has,
for the parts, the other side's value there, so that it counts as mix.
"""

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests

from tests.parity.cells import as_text, starts
from tests.parity.fairness_units import Compared, compared
from tests.parity.groups import Group, group, standardised_error
from tests.parity.intervals import FEWEST_CLUSTERS, newcombe
from tests.parity.records import Records

REFERENCES = {"region_type": "urban", "income_band": "5", "value_tier": "high", "region": None}
ALL_OTHERS = "all others"
MARGIN = 0.05
FEWEST_UNITS = 30
KEY = ["metric_id", "period_grain", "period_start", "cut", "member"]


def gaps(records: Records) -> pd.DataFrame:
    rows = [row for figure in compared(records) for row in _of_figure(records, figure)]
    found = pd.DataFrame(rows)
    if found.empty:
        return found
    found["q_value"] = np.nan
    tested = found[found["p_value"].notna()]
    for _, family in tested.groupby(["family", "period_grain", "period_start"]):
        found.loc[family.index, "q_value"] = multipletests(family["p_value"], method="fdr_bh")[1]
    found["verdict"] = [_verdict(row) for row in found.to_dict("records")]
    return found


def _of_figure(records: Records, figure: Compared) -> list[dict]:
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
    low, high = newcombe(
        (member.value, member.low, member.high), (reference.value, reference.low, reference.high)
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
        **(_tests(gap, member, reference) if enough else {"p_value": np.nan}),
        "n_member": member.n,
        "n_reference": reference.n,
        "enough": enough,
    }


def _are_enough(member: Group, reference: Group) -> bool:
    return (
        min(member.clusters, reference.clusters) >= FEWEST_CLUSTERS
        and min(member.n, reference.n) >= FEWEST_UNITS
    )


def _tests(gap: float, member: Group, reference: Group) -> dict:
    """Welch's two-sided test (1947), and the larger p of two one-sided ones against the margin."""
    error, degrees = _welch((member.error, member.clusters), (reference.error, reference.clusters))
    return {
        "p_value": 2 * stats.t.sf(abs(gap) / error, degrees),
        "p_equal": stats.t.sf((MARGIN - abs(gap)) / error, degrees),
        "minimum_detectable_gap": stats.t.ppf([0.975, 0.8], degrees).sum() * error,
    }


def _welch(*sides: tuple[float, int]) -> tuple[float, float]:
    """Standard error of a difference, and its degrees of freedom."""
    squares = [error**2 for error, _ in sides]
    spread = sum(
        square**2 / (clusters - 1) for square, (_, clusters) in zip(squares, sides, strict=True)
    )
    return float(np.sqrt(sum(squares))), sum(squares) ** 2 / spread


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
    parts = {
        "share_compared": float(pooled.sum() / weights.to_numpy().sum()),
        "treatment_part": float(shares.mean(axis=1) @ (filled[:, 0] - filled[:, 1])),
        "mix_part": float(filled.mean(axis=1) @ (shares[:, 0] - shares[:, 1])),
    }
    if not shared.any():
        return parts
    differences = values[shared, 0] - values[shared, 1]
    gap = float(pooled @ differences / pooled.sum())
    if not _are_enough(member, reference):
        return parts | {"standardised_gap": gap}
    error, degrees = _welch(
        *(standardised_error(figure, side, pooled) for side in (member, reference))
    )
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
