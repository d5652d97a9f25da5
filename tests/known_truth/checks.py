"""What must hold over many worlds of one scenario, and whether it does.

A check of worlds/*.yml names its `kind`, a function below, and what that function asks for.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from tests.known_truth.truths import Key
from tests.known_truth.world import Found, Gap, World

Truths = Mapping[Key, float]

COVERED = (0.92, 0.98)
"""Which share of 95 % intervals must hold the truth."""


@dataclass(frozen=True)
class Result:
    """What was measured over the worlds, with the 95 % band of their chance, and its bounds."""

    check: str
    figure: str
    cut: str
    worlds: int
    measured: float
    band_low: float
    band_high: float
    at_least: float
    at_most: float
    mean_half_width: float | None = None

    @property
    def holds(self) -> bool:
        return self.at_least <= self.measured <= self.at_most


def results(checks: Sequence[dict], worlds: Sequence[World], truths: Truths) -> list[Result]:
    """One result for each check, in the order of the scenario's file."""
    return [KINDS[check["kind"]](check, worlds, truths) for check in checks]


def covers(check: dict, worlds: Sequence[World], truths: Truths) -> Result:
    """The share of intervals that hold the truth, over all members of a cut or those planted."""
    planted = check.get("planted", {})
    shares, half_widths = [], []
    for world in worlds:
        intervals = [
            (found, planted.get(key.member, truths[key]))
            for key, found in world.found.items()
            if _is_meant(key, check) and found.low is not None
        ]
        if intervals:
            shares.append(fmean(found.low <= truth <= found.high for found, truth in intervals))
            half_widths += [(found.high - found.low) / 2 for found, _ in intervals]
    bounds = (check.get("at_least", COVERED[0]), check.get("at_most", COVERED[1]))
    return _over_worlds(check, shares, bounds, fmean(half_widths) if half_widths else None)


def mean(check: dict, worlds: Sequence[World], truths: Truths) -> Result:
    """The mean of a figure over the worlds, or of how far it is from the truth."""
    values = []
    for world in worlds:
        found = world.found.get(_key(check))
        if found and found.value is not None:
            off = truths[_key(check)] if check.get("less_truth") else 0
            values.append(found.value - off)
    return _over_worlds(check, values, (check["at_least"], check["at_most"]))


def detects(check: dict, worlds: Sequence[World], truths: Truths) -> Result:
    """The share of worlds whose interval lies wholly above (or below) a value."""
    del truths
    hits = []
    for world in worlds:
        found = world.found.get(_key(check))
        hits.append(float(found is not None and _is_beyond(found, check)))
    return _over_worlds(check, hits, (check["at_least"], check.get("at_most", 1)))


def flags(check: dict, worlds: Sequence[World], truths: Truths) -> Result:
    """The share of worlds in which a family has any verdict `gap`, of one figure if it is named."""
    del truths
    hits = [
        float(any(gap.verdict == "gap" for gap in world.gaps if _is_of(gap, check)))
        for world in worlds
    ]
    return _over_worlds(check, hits, (check.get("at_least", 0), check.get("at_most", 1)))


KINDS: dict[str, Callable[..., Result]] = {
    "covers": covers,
    "mean": mean,
    "detects": detects,
    "flags": flags,
}


def _is_meant(key: Key, check: dict) -> bool:
    members = check.get("planted")
    return (
        key.metric_id == check["figure"]
        and key.cut == check.get("cut", "all")
        and (members is None or key.member in members)
    )


def _key(check: dict) -> Key:
    return Key(check["figure"], check.get("cut", "all"), check.get("member", "all"))


def _is_beyond(found: Found, check: dict) -> bool:
    if found.low is None:
        return False
    return found.low > check["above"] if "above" in check else found.high < check["below"]


def _is_of(gap: Gap, check: dict) -> bool:
    asked = {
        name: check[name] for name in ("family", "metric_id", "cut", "member") if name in check
    }
    return all(getattr(gap, name) == value for name, value in asked.items())


def _over_worlds(
    check: dict,
    values: list[float],
    bounds: tuple[float, float],
    mean_half_width: float | None = None,
) -> Result:
    measured = fmean(values) if values else math.nan
    error = 1.96 * stdev(values) / math.sqrt(len(values)) if len(values) > 1 else math.nan
    return Result(
        check=check["kind"],
        figure=check.get("figure", check.get("family", "")),
        cut=": ".join(filter(None, (check.get("cut", "all"), check.get("member")))),
        worlds=len(values),
        measured=measured,
        band_low=measured - error,
        band_high=measured + error,
        at_least=bounds[0],
        at_most=bounds[1],
        mean_half_width=mean_half_width,
    )
