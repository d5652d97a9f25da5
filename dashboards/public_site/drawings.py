"""Inline SVG without script or style attribute. Widths are percentages, so that a telephone
shows the same text size as a desk."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from dashboards import wording

ROW, TRACK, AXIS = 46, 30, 26
# In halves of a Chinese character, beside a value, on a telephone of 320 pixels.
LONGEST_NAME = 30


def percent(share: float) -> str:
    return f"{min(max(share, 0), 1) * 100:.2f}%"


def shortened(name: str) -> str:
    room = LONGEST_NAME
    for place, character in enumerate(name):
        room -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if room < 0:
            return f"{name[: place - 1]}…"
    return name


def drawing(kind: str, height: int, finding: str, parts: Iterable[Markup]) -> Markup:
    """The finding is its title: what a screen reader says in place of it."""
    return Markup(
        '<svg class="{}" role="img" width="100%" height="{}"><title>{}</title>{}</svg>'
    ).format(kind, height, finding, Markup("").join(parts))


def upright(kind: str, share: float, top: int, bottom: int) -> Markup:
    return Markup('<line class="{0}" x1="{1}" x2="{1}" y1="{2}" y2="{3}"/>').format(
        kind, percent(share), top, bottom
    )


def label(kind: str, share: float, height: int, text: str) -> Markup:
    """Anchored so that a label at either end stays inside."""
    anchor = {0: "start", 1: "end"}.get(share, "middle")
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, percent(share), height, anchor, text
    )


def dot_with_interval(row: Mapping, end: float, middle: int) -> Markup:
    """On a scale from 0 to `end`; hollow where there is no interval."""
    known = wording.has_interval(row)
    line = Markup("")
    if known:
        low, high = percent(row["ci_low"] / end), percent(row["ci_high"] / end)
        line = Markup('<line class="interval" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
            low, high, middle, middle
        )
    return line + Markup('<circle class="{}" cx="{}" cy="{}" r="5"/>').format(
        "dot" if known else "dot hollow", percent(row["value"] / end), middle
    )


def track(middle: int) -> Markup:
    return Markup('<line class="track" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(middle)


def interval_chart(
    rows: Sequence[Mapping], whole: float | None, finding: str, language: str
) -> Markup:
    """A dot with its interval for each row, on one scale from 0 to 100 %."""
    height = ROW * len(rows) + AXIS
    parts = [upright("grid", tick, 0, height - AXIS) for tick in (0, 0.25, 0.5, 0.75, 1)]
    if whole is not None:
        parts.append(upright("whole", whole, 0, height - AXIS))
    for position, row in enumerate(rows):
        top, value = position * ROW, wording.value(row["value"], "share", language)
        parts += [
            label("name", 0, top + 20, shortened(row["name"])),
            label("value", 1, top + 20, value),
            track(top + TRACK + 4),
            dot_with_interval(row, 1, top + TRACK + 4),
        ]
    parts += [label("tick", tick, height - 8, f"{tick:.0%}") for tick in (0, 0.5, 1)]
    return drawing("intervals", height, finding, parts)


def bar_chart(bars: Sequence[tuple[str, str, float]], finding: str) -> Markup:
    """A bar for each name, value as text and amount, from nought to the largest."""
    largest = max((amount for *_, amount in bars), default=0) or 1
    parts = []
    for position, (name, value, amount) in enumerate(bars):
        top = position * ROW
        parts += [
            label("name", 0, top + 20, shortened(name)),
            label("value", 1, top + 20, value),
            Markup('<rect class="bar" x="0" y="{}" width="{}" height="10"/>').format(
                top + TRACK - 2, percent(amount / largest)
            ),
            track(top + TRACK + 8),
        ]
    return drawing("bars", ROW * len(bars), finding, parts)
