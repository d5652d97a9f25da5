"""What the pages of one language share: texts, addresses, the words around a figure."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dashboards import wording
from dashboards.language import Texts, localised
from dashboards.public_site.contents import Contents
from pipelines.releases.calendar import Entry

PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
# Above as many regions, several share a page: the site stays below so many pages a language.
MOST_AREA_PAGES = 600


@dataclass(frozen=True)
class Site:
    """One release in one language."""

    found: Contents
    language: str
    calendar: tuple[Entry, ...] = ()
    """Every release up to this one, oldest first."""

    @cached_property
    def say(self) -> Texts:
        return Texts("public_site", self.language)

    def localised(self, row: Mapping, column: str) -> str:
        return localised(row, column, self.language)

    @property
    def notice(self) -> Entry | None:
        """The release that this site is of, if it is one without figures of its own."""
        return self.calendar[-1] if self.calendar and self.calendar[-1].notice else None

    def name(self, kind: str, code: str) -> str:
        return wording.name(kind, code, self.language)

    def joined(self, *sentences: str) -> str:
        return wording.joined(list(sentences), self.language)

    def value(self, row: Mapping, unit: str) -> str:
        return wording.value(row["value"], unit, self.language)

    def measured(self, row: Mapping, unit: str) -> str:
        """A figure as text: value, interval, n, and its date if it is not that of the release."""
        return self.say(
            "measured_before" if row.get("held_as_of") else "measured",
            date=row.get("held_as_of"),
            value=self.value(row, unit),
            interval=wording.interval(row, unit, self.language),
            n=wording.count(row["n"]),
        )

    @cached_property
    def areas(self) -> dict[str, str]:
        """Where each region's own figures stand, from the site's home. In order of name."""
        ordered = sorted(
            self.found.regions, key=lambda region: (self.found.regions[region], region)
        )
        size = -(-len(ordered) // MOST_AREA_PAGES) or 1
        return {
            region: f"areas/{slug(ordered[place - place % size])}.html"
            for place, region in enumerate(ordered)
        }


def slug(region_id: str) -> str:
    """A file name for whatever a platform calls a region; the same in every release."""
    if PLAIN_ID.fullmatch(region_id):
        return region_id
    return f"_{hashlib.sha256(region_id.encode()).hexdigest()[:16]}"
