"""How far a region's rate strays by chance: the limits of a funnel plot (Spiegelhalter 2005)."""

import numpy as np
import pandas as pd

# Two-sided 95 % and 99.8 %: one region in twenty, and one in five hundred, lies outside by chance.
WARNING, ALARM = 1.959964, 3.090232


def design_effect(rows: pd.DataFrame) -> float | None:
    """How much wider than independent cases the regions' own 95 % intervals are, in the middle.

    Wilson's interval is solved for the number of cases it was made with. None where no region has
    an interval: the limits are then binomial, and too narrow where cases come in clusters.
    """
    known = rows.dropna(subset=["ci_low", "ci_high"])
    known = known[known["value"].between(0, 1, inclusive="neither")]
    if known.empty:
        return None
    half = ((known["ci_high"] - known["ci_low"]) / 2).to_numpy(dtype=float)
    variance = (known["value"] * (1 - known["value"])).to_numpy(dtype=float)
    # half²(1 + q)² = q·variance + q²/4, of which q = z²/n is the positive root.
    square, linear = half**2 - 0.25, 2 * half**2 - variance
    shrinkage = (-linear - np.sqrt(linear**2 - 4 * square * half**2)) / (2 * square)
    effects = shrinkage * known["n"].to_numpy(dtype=float) / WARNING**2
    return max(1.0, float(np.median(effects)))


def half_width(whole: float, n: np.ndarray, effect: float, deviation: float) -> np.ndarray:
    """Half the width of the funnel where `n` cases are behind a rate."""
    return deviation * np.sqrt(effect * whole * (1 - whole) / np.asarray(n, dtype=float))


def judged(rows: pd.DataFrame, whole: float, effect: float) -> pd.DataFrame:
    """`place`: 'inside', 'warning' beyond 95 %, 'alarm' beyond 99.8 %."""
    n, away = rows["n"].to_numpy(dtype=float), (rows["value"] - whole).abs()
    beyond = {
        "alarm": away > half_width(whole, n, effect, ALARM),
        "warning": away > half_width(whole, n, effect, WARNING),
    }
    return rows.assign(place=np.select(list(beyond.values()), list(beyond), "inside"))
