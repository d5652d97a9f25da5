"""The sample release's figures: made by hand per region and day, then added up."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

from tests.dashboards.sample_catalogue import METRICS, QUANTILES, ci_method

FIRST, DAYS = date(2026, 3, 2), 30  # a Monday
MATURE_UNTIL = date(2026, 3, 24)

# region_id, name, type, orders a day, complaints a day in tenths, what goes well there
REGIONS = [
    ("R01", "东湖区 Donghu", "urban", 900, 90, 1.00),
    ("R02", "江岸区 Jiang'an", "urban", 760, 76, 0.99),
    ("R03", "青山区 Qingshan", "urban", 540, 54, 0.97),
    ("R04", "云溪县 Yunxi", "county", 300, 30, 0.94),
    ("R05", "石桥镇 Shiqiao", "rural", 160, 16, 0.88),
    ("R06", "白水乡 Baishui", "rural", 40, 3, 0.84),
]
PER_ORDER = {
    "on_time_rate": 0.885, "on_time_rate_delivered": 0.91, "late_rate_15": 0.062,
    "late_rate_30": 0.021, "tardiness_mean_min": 2.4, "loss_rate": 0.007, "cancel_rate": 0.031,
}  # fmt: skip
PER_COMPLAINT = {
    "closed_share": 0.93, "resolved_share": 0.81, "responded_within_48h": 0.9,
    "resolved_within_7d": 0.74, "kept_deadline_rate": 0.78,
}  # fmt: skip
MEDIANS = {
    "lateness_p90_min": 9.5, "delivery_time_p50_min": 33.0, "delivery_time_p90_min": 52.0,
    "promise_length_p50_min": 42.0,
}  # fmt: skip
PRESSURE = {
    "<0.75": (99, 1215), "0.75-1": (165, 1583), "1-1.25": (304, 2401),
    "1.25-1.5": (372, 1918), ">=1.5": (1002, 2375), "no_rider": (105, 294),
}  # fmt: skip


def weekend(day: date) -> float:
    return 1.15 if day.weekday() >= 5 else 1.0


def worse(metric_id: str) -> bool:
    return metric_id.startswith(("late", "tardiness", "loss", "cancel"))


def daily(metric_id: str, region: tuple, day: date) -> tuple[float, float]:
    """Numerator and denominator of one region and day."""
    _, _, _, orders_a_day, complaints_a_day, quality = region
    swing = 1 + 0.03 * math.sin(day.toordinal())
    orders = round(orders_a_day * weekend(day))
    complaints = (complaints_a_day * (day - FIRST).days + 9) // 10
    complaints -= (complaints_a_day * ((day - FIRST).days - 1) + 9) // 10
    if metric_id == "complaints_per_1000":
        return complaints * 1000, orders
    if metric_id in PER_COMPLAINT:
        return round(complaints * min(PER_COMPLAINT[metric_id] * quality * swing, 1)), complaints
    if metric_id in ("riders_required", "riders_available", "rider_gap_rate"):
        required = 48 * orders / 60
        gap = required * (0.03 + 0.6 * (1 - quality)) * swing
        sides = {"riders_required": required, "riders_available": required - gap}
        return (gap, required) if metric_id == "rider_gap_rate" else (sides[metric_id], 48)
    if metric_id in MEDIANS:
        return MEDIANS[metric_id] / quality * swing, 1
    rate = PER_ORDER[metric_id]
    rate = rate * swing / quality**3 if worse(metric_id) else rate * quality * min(swing, 1.02)
    return round(orders * rate), orders


def wilson(numerator: float, denominator: float) -> tuple[float, float]:
    """Wilson's interval at a design effect of 2; good enough for a page to draw."""
    n, rate, z = denominator / 2, numerator / denominator, 2.0
    middle = (rate + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def row(metric_id: str, grain: str, start: date, cut: str, member: str,
        parts: list[tuple[float, float]], is_mature: bool) -> dict:  # fmt: skip
    numerator, denominator = sum(part[0] for part in parts), sum(part[1] for part in parts)
    value = numerator / denominator if denominator else None
    low, high, method = None, None, ci_method(metric_id)
    if method != "none" and len(parts) < 10:
        method = "too_few_clusters"
    elif method == "cluster_wilson" and metric_id != "complaints_per_1000" and denominator:
        low, high = wilson(numerator, denominator)
    elif method != "none" and denominator:
        low, high = value * 0.95, value * 1.05
    return {
        "metric_id": metric_id, "platform_id": "all", "period_grain": grain,
        "period_start": start, "cut": cut, "member": member,
        "numerator": None if metric_id in QUANTILES else numerator,
        "denominator": None if metric_id in QUANTILES else denominator,
        "value": value, "ci_low": low, "ci_high": high, "ci_method": method,
        "n": int(denominator), "is_mature": is_mature, "rule_version": "1",
    }  # fmt: skip


def periods(grain: str) -> dict[date, list[date]]:
    found: dict[date, list[date]] = {}
    for offset in range(DAYS):
        day = FIRST + timedelta(days=offset)
        start = {"day": day, "week": day - timedelta(days=day.weekday()),
                 "month": day.replace(day=1), "all": FIRST}[grain]  # fmt: skip
        found.setdefault(start, []).append(day)
    return found


def members(grain: str) -> Iterator[tuple[str, str, list[tuple]]]:
    yield "all", "all", REGIONS
    for region in REGIONS:
        yield "region", region[0], [region]
    if grain in ("month", "all"):
        for kind in ("urban", "county", "rural"):
            yield "region_type", kind, [region for region in REGIONS if region[2] == kind]


def figure_rows() -> Iterator[dict]:
    for metric_id in (metric[0] for metric in METRICS if metric[0] != "late_rate_by_pressure"):
        for grain in ("day", "week", "month", "all"):
            for start, days in periods(grain).items():
                is_mature = grain in ("month", "all") or days[-1] <= MATURE_UNTIL
                for cut, member, regions in members(grain):
                    parts = [daily(metric_id, region, day) for region in regions for day in days]
                    yield row(metric_id, grain, start, cut, member, parts, is_mature)
    for member, (late, delivered) in PRESSURE.items():
        parts = [(late / 20, delivered / 20)] * 20
        yield row("late_rate_by_pressure", "all", FIRST, "pressure", member, parts, True)
