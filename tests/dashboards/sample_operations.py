"""The sample release's figures on stages, causes, weather, systems, payments and tracking."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.dashboards.sample_aggregates import STAGES
from tests.dashboards.sample_figures import DAYS, FIRST, MATURE_UNTIL, REGIONS, periods

# As in sample_catalogue: section, Chinese and English label, unit, direction, target, maturity.
METRICS = [
    ("stage_minutes", "delay", "各环节用时", "Minutes by stage", "minutes", -1, None, 7),
    ("late_minutes", "delay", "迟到总分钟数", "Minutes late", "minutes", -1, None, 7),
    ("otd_change", "delay", "准时率变化", "Change of the on-time rate", "points", 1, None, 7),
    ("rain_lateness_rr", "weather", "雨雪迟到风险比", "Lateness in rain", "ratio", -1, None, 7),
    ("rain_lateness_placebo_rr", "weather", "安慰剂", "Placebo", "ratio", 0, None, 7),
    ("rain_demand_ratio", "weather", "雨雪订单量比", "Demand in rain", "ratio", 0, None, 7),
    ("rain_supply_ratio", "weather", "雨雪运力比", "Riders in rain", "ratio", 0, None, 7),
    ("accident_rate_ratio", "weather", "雨雪事故率之比", "Accidents in rain", "ratio", -1, None, 7),
    ("availability", "systems", "系统可用率", "Availability", "share", 1, None, 7),
    ("mttd_min", "systems", "发现时间中位数", "Time to detect", "minutes", -1, None, 7),
    ("mttr_min", "systems", "恢复时间中位数", "Time to recover", "minutes", -1, None, 7),
    ("incident_excess_late_orders", "systems", "多迟到单数", "In excess", "orders", -1, None, 7),
    ("sync_lag_p95_ms", "systems", "同步延迟", "Data lag", "milliseconds", -1, None, 7),
    ("payment_reconciliation_gap", "systems", "不符率", "Unmatched", "share", -1, None, 7),
    ("peak_crash_window_share", "systems", "高峰波及率", "Half hours hit", "share", -1, None, 7),
    ("peak_downtime_share", "systems", "高峰停机占比", "Downtime at peak", "share", -1, None, 7),
    ("peak_orders_touched_share", "systems", "受影响占比", "Orders touched", "share", -1, None, 7),
    ("off_channel_rate", "payments", "私下付款率", "Off channel", "share", -1, None, 7),
    ("off_channel_suspected_rate", "payments", "可疑", "Suspected", "share", -1, None, 7),
    ("dispute_rate", "payments", "付款争议率", "Dispute rate", "share", -1, None, 90),
    ("fraud_bps", "payments", "欺诈金额比例", "Confirmed fraud", "per_10000", -1, None, 7),
    ("freeze_median_h", "payments", "冻结时长", "Money frozen", "hours", -1, None, 7),
    ("position_age_p95_s", "tracking", "位置延迟", "Position age", "seconds", -1, None, 7),
    ("stale_share", "tracking", "位置过时占比", "Stale", "share", -1, None, 7),
    ("silent_trip_share", "tracking", "静默行程占比", "Silent trips", "share", -1, None, 7),
    ("off_route_trip_share", "tracking", "偏离路线占比", "Off the route", "share", -1, None, 7),
]  # fmt: skip

# In every period: value, half of the interval's width (none: no interval), n, known by region.
EVERY_PERIOD = {
    "availability": (0.9912, 0.002, 40320, False), "mttd_min": (4.0, None, 9, False),
    "mttr_min": (31.0, None, 9, False), "incident_excess_late_orders": (120.0, None, 900, True),
    "sync_lag_p95_ms": (80.0, None, 10080, False),
    "payment_reconciliation_gap": (0.0012, 0.0004, 18000, False),
    "peak_crash_window_share": (0.034, 0.01, 420, True),
    "peak_downtime_share": (0.021, 0.008, 420, True),
    "peak_orders_touched_share": (0.027, 0.009, 9800, True),
    "off_channel_rate": (0.0041, 0.001, 18900, True),
    "off_channel_suspected_rate": (0.0093, 0.002, 18900, True),
    "dispute_rate": (0.0015, 0.0006, 18800, True), "fraud_bps": (3.2, 1.1, 18800, True),
    "freeze_median_h": (46.0, 12.0, 38, False), "position_age_p95_s": (24.0, None, 5200, True),
    "stale_share": (0.12, 0.02, 410, True), "silent_trip_share": (0.02, 0.008, 410, True),
    "off_route_trip_share": (0.015, 0.007, 410, True),
}  # fmt: skip
WHOLE = {
    "rain_lateness_placebo_rr": (1.04, 0.9, 1.2), "rain_demand_ratio": (1.1, 1.02, 1.18),
    "rain_supply_ratio": (0.85, 0.8, 0.91), "accident_rate_ratio": (1.15, 0.4, 3.1),
}  # fmt: skip
BY_WEATHER = {
    "on_time_rate": {"dry": 0.90, "light_rain": 0.85, "heavy_rain": 0.72},
    "tardiness_mean_min": {"dry": 2.0, "light_rain": 3.1, "heavy_rain": 5.2},
}
CHANGE = {"speed": 0.012, "promise": 0.006, "mix": -0.004}
AN_ORDER_MIN = 34.0


def operations_rows() -> Iterator[dict]:
    for metric_id, (value, half, n, by_region) in EVERY_PERIOD.items():
        for grain in ("day", "week", "month", "all"):
            for start, days in periods(grain).items():
                is_mature = metric_id != "dispute_rate" and days[-1] <= MATURE_UNTIL
                ends = (None, None) if half is None else (max(value - half, 0), value + half)
                yield _row(metric_id, value, *ends, n, grain, start, is_mature=is_mature)
        for region_id, *_ in REGIONS if by_region else []:
            yield _row(metric_id, value, None, None, n, cut="region", member=region_id)
    yield from _delay_rows()
    yield from _weather_rows()


def _delay_rows() -> Iterator[dict]:
    for stage, share in STAGES.items():
        value = AN_ORDER_MIN * share
        yield _row(
            "stage_minutes", value, value - 0.1, value + 0.1, 70000, cut="stage", member=stage
        )
    yield _row("stage_minutes", AN_ORDER_MIN, 33.5, 34.5, 70000)
    for cause, part in CHANGE.items():
        yield _row("otd_change", part, None, None, 70000, "month", date(2026, 3, 1), "cause", cause)


def _weather_rows() -> Iterator[dict]:
    for metric_id, classes in BY_WEATHER.items():
        for name, value in classes.items():
            ends = (None, None) if name == "heavy_rain" else (value * 0.97, value * 1.03)
            yield _row(metric_id, value, *ends, 9000, cut="weather_class", member=name)
    # Unadjusted: 0.24 against 0.12 is 2.
    raw = {"numerator": 0.24, "denominator": 0.12}
    yield _row("rain_lateness_rr", 1.6, 1.3, 1.97, 70000) | raw
    for region_id, *_ in REGIONS:
        yield _row("rain_lateness_rr", 1.5, 0.8, 2.6, 900, cut="region", member=region_id) | raw
    for metric_id, (value, low, high) in WHOLE.items():
        yield _row(metric_id, value, low, high, 9000) | raw


def _row(metric_id, value, low, high, n, grain="all", start=FIRST, cut="all", member="all",
         is_mature=True) -> dict:  # fmt: skip
    return {
        "metric_id": metric_id, "platform_id": "all", "period_grain": grain,
        "period_start": start, "cut": cut, "member": member, "numerator": None,
        "denominator": None, "value": value, "ci_low": low, "ci_high": high,
        "ci_method": "none" if low is None else "cluster_wilson", "n": n,
        "is_mature": is_mature, "rule_version": "1",
    }  # fmt: skip


def system_days() -> list[dict]:
    """Dispatch fails one request in ten on the tenth day."""
    return [
        {"platform_id": "jiangcheng", "region_id": None, "component": component,
         "business_date": FIRST + timedelta(days=offset), "minutes_measured": 1440,
         "valid_events": 100_000,
         "good_events": 90_000 if (component, offset) == ("dispatch", 9) else 99_000,
         "sync_lag_p95_median_ms": 80.0, "sync_lag_p95_max_ms": 240.0}
        for component in ("dispatch", "payment")
        for offset in range(DAYS)
    ]  # fmt: skip
