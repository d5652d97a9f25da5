"""Claims with a reading of each verdict, in the shape of metrics.claims."""

from itertools import count


def claims() -> list[dict]:
    places = count(1)
    return [
        _reading(next(places), *row)
        for row in [
            ("late", "half", "on_time_rate", None, None, 0.5, 0.88, 0.87, 0.89, "contradicted"),
            ("late", "nearly_all", "on_time_rate", None, 0.85, None, 0.88, 0.87, 0.89, "supported"),
            ("heard", "gap", "resolved_within_7d", "urban", None, -0.25, -0.2, -0.3, -0.1,
             "not settled"),
            ("heard", "absent", "cancel_rate", None, 0.1, 0.3, None, None, None,
             "not measurable here"),
        ]
    ]  # fmt: skip


def public_claims() -> list[dict]:
    """The same, without the gap, which is no public figure."""
    hidden = dict.fromkeys(("value", "ci_low", "ci_high", "n")) | {"verdict": "not published"}
    return [row | hidden if row["reference"] else row for row in claims()]


def _reading(place, claim_id, reading_id, metric_id, reference, low, high, *found) -> dict:
    value, ci_low, ci_high, verdict = found
    return {
        "claim_id": claim_id,
        "claim_zh": f"说法 {claim_id}",
        "claim_en": f"Claim {claim_id}",
        "reading_id": reading_id,
        "reading_zh": f"理解 {reading_id}",
        "reading_en": f"Reading {reading_id}",
        "metric_id": metric_id,
        "cut": "region_type" if reference else "all",
        "member": "rural" if reference else "all",
        "reference": reference,
        "claimed_low": low,
        "claimed_high": high,
        "value": value,
        "ci_low": ci_low,
        "ci_high": ci_high,
        "n": None if value is None else 1200,
        "verdict": verdict,
        "place": place,
    }
