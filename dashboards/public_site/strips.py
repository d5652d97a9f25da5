"""One figure on a scale of its own from nought, beside what it is measured against."""

import math
from collections.abc import Mapping

from markupsafe import Markup

from dashboards import wording
from dashboards.public_site.drawings import (
    dot_with_interval,
    drawing,
    label,
    percent,
    track,
    upright,
)

HEIGHT, MIDDLE = 58, 22
# Room beyond the highest mark, so that it does not look like the end of the scale.
AIR = 1.1
STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def scale_end(highest: float, unit: str) -> float:
    """A round number above; 100 % for shares over a half, so that most strips share a scale."""
    if unit == "share" and highest > 0.5:
        return 1.0
    if highest <= 0:
        return 1.0
    highest *= AIR
    power = 10.0 ** math.floor(math.log10(highest))
    return next(step * power for step in STEPS if step * power >= highest * (1 - 1e-9))


def strip(
    row: Mapping,
    mark: float,
    finding: str,
    unit: str,
    language: str,
    band: tuple[float, float] | None = None,
) -> Markup:
    """A dot with its interval, a line at `mark`, and a band where chance would leave the dot."""
    ends = [row["value"], mark, *(band or ())]
    if wording.has_interval(row):
        ends.append(row["ci_high"])
    end = scale_end(max(ends), unit)
    parts = [track(MIDDLE)]
    if band:
        low, high = (min(max(edge / end, 0), 1) for edge in band)
        parts.insert(
            0,
            Markup('<rect class="band" x="{}" y="{}" width="{}" height="24"/>').format(
                percent(low), MIDDLE - 12, percent(high - low)
            ),
        )
    parts += [
        upright("mark", mark / end, MIDDLE - 16, MIDDLE + 16),
        dot_with_interval(row, end, MIDDLE),
        label("tick", 0, HEIGHT - 4, wording.value(0, unit, language, scale=end)),
        label("tick", 1, HEIGHT - 4, wording.value(end, unit, language, scale=end)),
    ]
    return drawing("strip", HEIGHT, finding, parts)
