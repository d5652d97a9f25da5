"""Inline SVG without script or style attribute. Widths are percentages, so that a telephone
shows the same text size as a desk."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from dashboards import wording

ROW, TRACK, AXIS = 46, 30, 26
LONGEST_NAME = 22


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def interval_chart(
    rows: Sequence[Mapping], whole: float | None, finding: str, language: str
) -> Markup:
    """A dot with its interval for each row, on one scale from 0 to 100 %."""
    height = ROW * len(rows) + AXIS
    parts = [Markup("<title>{}</title>").format(finding)]
    parts += [_gridline(tick, height) for tick in (0, 0.25, 0.5, 0.75, 1)]
    if whole is not None:
        parts.append(
            Markup('<line class="whole" x1="{0}" x2="{0}" y1="0" y2="{1}"/>').format(
                _percent(whole), height - AXIS
            )
        )
    parts += [_row(row, position * ROW, language) for position, row in enumerate(rows)]
    parts += [_tick_label(tick, height) for tick in (0, 0.5, 1)]
    return Markup('<svg class="intervals" role="img" width="100%" height="{}">{}</svg>').format(
        height, Markup("").join(parts)
    )


def _gridline(tick: float, height: int) -> Markup:
    return Markup('<line class="grid" x1="{0}" x2="{0}" y1="0" y2="{1}"/>').format(
        _percent(tick), height - AXIS
    )


def _tick_label(tick: float, height: int) -> Markup:
    anchor = {0: "start", 1: "end"}.get(tick, "middle")
    return Markup('<text class="tick" x="{}" y="{}" text-anchor="{}">{:.0%}</text>').format(
        _percent(tick), height - 8, anchor, tick
    )


def _row(row: Mapping, top: int, language: str) -> Markup:
    middle = top + TRACK + 4
    value = wording.value(row["value"], "share", language)
    parts = [
        Markup('<text x="0" y="{}">{}</text>').format(top + 20, _shortened(row["name"])),
        Markup('<text class="value" x="100%" y="{}" text-anchor="end">{}</text>').format(
            top + 20, value
        ),
        Markup('<line class="track" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(middle),
    ]
    if wording.has_interval(row):
        parts.append(
            Markup('<line class="interval" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
                _percent(row["ci_low"]), _percent(row["ci_high"]), middle, middle
            )
        )
    dot = "dot" if wording.has_interval(row) else "dot hollow"
    parts.append(
        Markup('<circle class="{}" cx="{}" cy="{}" r="5"/>').format(
            dot, _percent(row["value"]), middle
        )
    )
    return Markup("").join(parts)
