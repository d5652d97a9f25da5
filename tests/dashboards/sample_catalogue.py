"""The sample release's catalogue: what each figure is called and means."""

# metric_id, section, Chinese and English label, unit, direction, target, days to maturity
METRICS = [
    ("on_time_rate", "delay", "准时率", "On-time rate", "share", 1, 0.90, 7),
    ("on_time_rate_delivered", "delay", "准时率（仅已送达）", "On-time rate, delivered only",
     "share", 1, None, 7),
    ("late_rate_15", "delay", "迟到超 15 分钟", "Over 15 min late", "share", -1, 0.05, 7),
    ("late_rate_30", "delay", "迟到超 30 分钟", "Over 30 min late", "share", -1, 0.02, 7),
    ("tardiness_mean_min", "delay", "平均迟到", "Mean tardiness", "minutes", -1, None, 7),
    ("lateness_p90_min", "delay", "迟到第 90 百分位", "Lateness, 90th percentile",
     "minutes", -1, None, 7),
    ("delivery_time_p50_min", "delay", "配送时长中位数", "Median delivery time",
     "minutes", -1, None, 7),
    ("delivery_time_p90_min", "delay", "配送时长第 90 百分位", "Delivery time, 90th percentile",
     "minutes", -1, None, 7),
    ("promise_length_p50_min", "delay", "承诺时长中位数", "Median promise",
     "minutes", 0, None, 7),
    ("loss_rate", "loss", "丢失率", "Loss rate", "share", -1, 0.005, 7),
    ("cancel_rate", "loss", "取消率", "Cancellation rate", "share", -1, None, 7),
    ("riders_required", "riders", "所需骑手", "Riders required", "riders", 0, None, 7),
    ("riders_available", "riders", "在岗骑手", "Riders available", "riders", 0, None, 7),
    ("rider_gap_rate", "riders", "骑手缺口率", "Rider gap", "share", -1, 0.05, 7),
    ("late_rate_by_pressure", "riders", "按压力的迟到率", "Late rate by pressure",
     "share", -1, None, 7),
    ("closed_share", "complaints", "已关闭占比", "Closed", "share", 0, None, 7),
    ("resolved_share", "complaints", "已解决占比", "Resolved", "share", 1, None, 7),
    ("responded_within_48h", "complaints", "48 小时内人工回应", "Answered within 48 hours",
     "share", 1, 0.95, 7),
    ("resolved_within_7d", "complaints", "7 天内解决", "Resolved within 7 days",
     "share", 1, 0.80, 7),
    ("kept_deadline_rate", "complaints", "按期解决率", "Deadline kept", "share", 1, None, 7),
    ("complaints_per_1000", "complaints", "每千单投诉", "Complaints per 1,000 orders",
     "per_1000", -1, None, 7),
]  # fmt: skip

DIRECTIONS = {1: "higher_is_better", -1: "lower_is_better", 0: "neither"}
QUANTILES = {metric[0] for metric in METRICS if "_p50_" in metric[0] or "_p90_" in metric[0]}


def ci_method(metric_id: str) -> str:
    if metric_id in QUANTILES or metric_id in ("riders_required", "riders_available"):
        return "none"
    return "cluster_t" if metric_id == "tardiness_mean_min" else "cluster_wilson"


def catalogue_rows(metrics: list[tuple] = METRICS) -> list[dict]:
    return [
        {
            "metric_id": metric_id,
            "section": section,
            "label_zh": zh,
            "label_en": en,
            "unit": unit,
            "direction": DIRECTIONS[direction],
            "says_zh": f"{zh}：所选平台、地区与周期内的数值。",
            "says_en": f"{en} for the chosen platform, region and period.",
            "computed_zh": "分子除以分母，按当地日期归入周期；区间按日期成组估计。",
            "computed_en": "Numerator over denominator, by local date; clustered by region-day.",
            "does_not_say_zh": "不说明原因，也不评价个人。",
            "does_not_say_en": "It gives no cause and judges no person.",
            "owner": "operations",
            "source": "METRICS.md",
            "rule_version": "1",
            "ci_method": ci_method(metric_id),
            "target": target,
            "target_set_by": None if target is None else "example",
            "maturity_days": maturity,
        }
        for metric_id, section, zh, en, unit, direction, target, maturity in metrics
    ]
