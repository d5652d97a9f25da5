"""Comparisons of groups, in the shape of metrics.fairness_gaps."""

from datetime import date

FIRST = date(2026, 3, 2)


def fairness_rows() -> list[dict]:
    served = [("R01", 0.02), ("R02", -0.01), ("R03", -0.12)]
    return [
        _row("on_time_rate", "region_type", "county", "urban", 0.85, 0.90, 0.02, "gap"),
        _row("on_time_rate", "region_type", "rural", "urban", 0.88, 0.90, 0.08, "not_enough_data"),
        *(
            _row("on_time_rate", "region", region, "all others", 0.90 + gap, 0.90, 0.02,
                 "gap" if gap < -0.1 else "no_material_gap")
            for region, gap in served
        ),
        _row("resolved_within_7d", "region_type", "rural", "urban", 0.40, 0.75, 0.1, "gap"),
        _row("on_time_rate", "region_type", "rural", "urban", 0.80, 0.90, 0.02, "gap",
             "month", date(2026, 3, 1)),
    ]  # fmt: skip


def _row(
    metric_id, cut, member, reference, value, other, half, verdict, grain="all", start=FIRST
) -> dict:
    gap = value - other
    return {
        "family": "service", "metric_id": metric_id, "platform_id": "all", "period_grain": grain,
        "period_start": start, "cut": cut, "member": member, "reference": reference,
        "value_member": value, "value_reference": other, "gap": gap, "gap_low": gap - half,
        "gap_high": gap + half, "ratio": value / other, "standardised_gap": gap / 2,
        "standardised_low": gap / 2 - half, "standardised_high": gap / 2 + half,
        "share_compared": 0.9, "treatment_part": gap / 2, "mix_part": gap / 2, "p_value": 0.01,
        "q_value": 0.02, "minimum_detectable_gap": half * 1.4, "n_member": 900,
        "n_reference": 4200, "verdict": verdict,
    }  # fmt: skip
