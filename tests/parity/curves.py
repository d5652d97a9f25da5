"""Shares and medians of times that are not all over: Aalen-Johansen by hand, ties as they are."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

Z = stats.norm.ppf(0.975)


class Incidence(NamedTuple):
    """A step for each time at which somebody's watch ended; `surviving` is just before it."""

    time: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    ended: np.ndarray
    surviving: np.ndarray
    curve: np.ndarray


class Share(NamedTuple):
    value: float
    variance: float
    low: float
    high: float


def incidence(times: np.ndarray, fates: np.ndarray) -> Incidence:
    """Cumulative incidence of `event`; `competing` competes, `censored` is still watched."""
    order = np.argsort(times, kind="stable")
    times, fates = times[order], fates[order]
    moments, first = np.unique(times, return_index=True)
    at_risk = (len(times) - first).astype(float)
    events = np.add.reduceat((fates == "event").astype(float), first)
    ended = np.add.reduceat((fates != "censored").astype(float), first)
    surviving = np.concatenate([[1.0], np.cumprod(1 - ended / at_risk)[:-1]])
    return Incidence(
        moments, at_risk, events, ended, surviving, np.cumsum(surviving * events / at_risk)
    )


def share_by(steps: Incidence, horizon: float) -> Share:
    """Share by the horizon with Greenwood's variance (delta method) and log-log bounds.

    Null where nobody was watched for so long and some were still waiting when last seen.
    """
    past = steps.time <= horizon
    if past.all() and steps.ended[-1] < steps.at_risk[-1]:
        return Share(np.nan, np.nan, np.nan, np.nan)
    if not past.any():
        return Share(0.0, 0.0, np.nan, np.nan)
    share = steps.curve[past][-1]
    to_come, n, d, d1 = (
        share - steps.curve[past],
        *(column[past] for column in (steps.at_risk, steps.ended, steps.events)),
    )
    left = steps.surviving[past]
    lasting = np.divide(d, n * (n - d), out=np.zeros_like(d), where=n > d)
    variance = np.sum(
        to_come**2 * lasting + left**2 * (n - d1) * d1 / n**3 - 2 * to_come * left * d1 / n**2
    )
    if min(share, 1 - share, variance) < 1e-12:
        return Share(share, variance, np.nan, np.nan)
    spread = np.exp(Z * np.sqrt(variance) / abs(share * np.log(share)))
    return Share(share, variance, share**spread, share ** (1 / spread))


def median_by(steps: Incidence) -> float:
    """When the curve reaches one half; null if it never does."""
    reached = steps.time[steps.curve >= 0.5 - 1e-12]
    return float(reached[0]) if len(reached) else np.nan


def kaplan_meier_median(times: pd.Series, happened: pd.Series) -> float:
    """Time by which half have had the event, where nothing competes; null if never seen."""
    fates = np.where(happened, "event", "censored")
    return median_by(incidence(times.to_numpy(), fates))


def kaplan_meier_bounds(times: pd.Series, happened: pd.Series) -> tuple[float, float]:
    """Bounds of that median: where log-log bounds of the curve get to one half.

    (Brookmeyer & Crowley 1982.) Where nobody waits any longer the curve has none; and one bound
    alone is no interval.
    """
    fates = np.where(happened, "event", "censored")
    steps = incidence(times.to_numpy(), fates)
    waiting = 1 - steps.curve
    n, d = steps.at_risk, steps.events
    greenwood = np.cumsum(np.divide(d, n * (n - d), out=np.zeros_like(d), where=n > d))
    inside = (waiting > 1e-12) & (greenwood > 0)
    logs = np.log(waiting[inside])
    spread = Z * np.sqrt(greenwood[inside]) / np.abs(logs)
    low, high = (
        next(iter(steps.time[inside][np.exp(logs * np.exp(sign * spread)) <= 0.5]), np.nan)
        for sign in (1, -1)
    )
    return (low, high) if not np.isnan(low + high) else (np.nan, np.nan)
