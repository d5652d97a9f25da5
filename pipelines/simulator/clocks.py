"""Closed forms of the complaints' clocks: the shares that a right warehouse approaches.

Both clocks, to the first response and to the end, are Weibull with one shape k. Two such clocks
that race each other have the hazards a·kt^(k-1) and b·kt^(k-1) with a = scale^-k: the first to
ring rings at a Weibull time with hazard a + b, and is the response's with probability a / (a + b).
"""

from math import exp

RESPONSE_HORIZONS = {
    "responded_within_2h": 2,
    "responded_within_24h": 24,
    "responded_within_48h": 48,
}
RESOLUTION_HORIZONS = {
    "resolved_within_48h": 48,
    "resolved_within_7d": 7 * 24,
    "resolved_within_14d": 14 * 24,
    "resolved_within_30d": 30 * 24,
}


def shares_of_one_pace(truth: dict, region_type: str, value_tier: str, severity: int) -> dict:
    """What becomes of complaints that share a region type, a value tier and a severity."""
    levels, effects = truth["levels"]["complaints"], truth["effects"]
    slower, priority = effects["by_region_type"], effects["priority"]
    speed = 1 + priority["high_value_speed_gain"] * (value_tier == "high")
    speed *= 1 + priority["severity_1_speed_gain"] * (severity == 1)
    shape = levels["clock_shape"]
    end = levels["end_scale_hours"] * (1 + slower["slower_end"][region_type]) / speed
    response = levels["response_scale_hours"] * (1 + slower["slower_response"][region_type]) / speed
    ends = truth["levels"]["shares"]["complaint_end"]
    resolving = ends["resolved"] / sum(ends.values())

    def resolved(hours: float) -> float:
        return resolving * (1 - exp(-((hours / end) ** shape)))

    def responded(hours: float) -> float:
        # A resolution answers too; an automatic answer hides the human one.
        a, b = response**-shape, end**-shape
        first = (a + resolving * b) / (a + b) * (1 - exp(-(a + b) * hours**shape))
        return (1 - levels["automatic_response_share"]) * first

    return {
        **{name: responded(hours) for name, hours in RESPONSE_HORIZONS.items()},
        **{name: resolved(hours) for name, hours in RESOLUTION_HORIZONS.items()},
        "kept_deadline_rate": resolved(levels["deadline_hours"][f"severity_{severity}"]),
    }


def mixed_shares(truth: dict, mix: list[dict]) -> dict:
    """The same over a mix of complaints, each kind of them weighed by its number."""
    total = sum(kind["complaints"] for kind in mix)
    shares: dict[str, float] = {}
    for kind in mix:
        pace = shares_of_one_pace(truth, kind["region_type"], kind["value_tier"], kind["severity"])
        for name, share in pace.items():
            shares[name] = shares.get(name, 0.0) + share * kind["complaints"] / total
    return {name: round(share, 6) for name, share in shares.items()}
