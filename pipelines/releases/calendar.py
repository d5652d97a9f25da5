"""The release calendar: which releases were made, withheld or late, and when the next one is due.

A manifest says on which day its release was made and by when the next figures are due; that is the
one home of both. The day is the clock's, or that of SOURCE_DATE_EPOCH, by which a release that is
built again gets the day it had: see reproducible-builds.org.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipelines.paths import Home
from pipelines.releases import shelf
from pipelines.releases.manifest import read_manifest
from pipelines.releases.verify import PREVIOUS

RHYTHM = "FAIRLANE_RELEASE_EVERY_DAYS"
WITHHELD, LATE = "withheld", "late"


@dataclass(frozen=True)
class Entry:
    """One release, as the calendar shows it."""

    release: str
    as_of: datetime
    made_on: date | None
    """None for one that was made before manifests said so."""
    next_due_on: date | None
    """None where no rhythm was declared."""
    notice: Mapping | None
    """Of a release without figures of its own: `kind`, `reasons`, `figures_of`."""
    previous: str | None
    """Hash of the manifest before."""


def rhythm() -> int | None:
    """So many days after a release the next one is due; None where nobody has promised any."""
    declared = os.environ.get(RHYTHM)
    if not declared:
        return None
    if not declared.isdecimal() or int(declared) < 1:
        raise ValueError(f"{RHYTHM} is no number of days: {declared}")
    return int(declared)


def today() -> date:
    told = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(told), UTC) if told else datetime.now(UTC)).date()


def dates() -> dict[str, str | None]:
    """What the manifest of a release that is made now says of days."""
    days = rhythm()
    due = today() + timedelta(days=days) if days else None
    return {"made_on": today().isoformat(), "next_due_on": due and due.isoformat()}


def entry(content: Mapping) -> Entry:
    """Of a manifest, drafted or written."""
    return Entry(
        release=content["release"],
        as_of=datetime.fromisoformat(content["as_of"]),
        made_on=_day(content.get("made_on")),
        next_due_on=_day(content.get("next_due_on")),
        notice=content.get("notice"),
        previous=content[PREVIOUS],
    )


def entries(home: Home) -> list[Entry]:
    """Every release of a home, oldest first."""
    return [entry(read_manifest(home.releases / name)) for name in shelf.names(home)]


def due_on(release: Path) -> date | None:
    """By when newer figures than those of a release folder are due; None without a rhythm."""
    return entry(read_manifest(release)).next_due_on


def overdue_since(release: Path) -> date | None:
    """The same day, once it is past."""
    due = due_on(release)
    return due if due and due < today() else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
