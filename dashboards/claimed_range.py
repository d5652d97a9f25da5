"""What would bear out a reading of one of the founding article's claims, in words."""

from collections.abc import Mapping

import pandas as pd

from dashboards import wording
from dashboards.language import Texts

# In the order of the summary; never told by colour.
VERDICTS = ("supported", "contradicted", "not_settled", "not_measurable_here", "not_published")


def unit(reading: Mapping, metric: Mapping) -> str:
    """A gap between shares is in points."""
    is_gap = not pd.isna(reading["reference"]) and bool(reading["reference"])
    return "points" if is_gap and metric["unit"] == "share" else metric["unit"]


def text(reading: Mapping, unit_of_it: str, say: Texts) -> str:
    low, high = (
        None if pd.isna(reading[end]) else wording.value(reading[end], unit_of_it, say.language)
        for end in ("claimed_low", "claimed_high")
    )
    if low and high:
        return say("between", low=low, high=high)
    return say("at_least", low=low) if low else say("at_most", high=high)
