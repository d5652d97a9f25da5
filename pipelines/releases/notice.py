"""A release that was withheld, or is late, is told to the public: by a release of its own.

It holds the files of the release that is served, and a site that says on each page what happened.
It revises nothing.
"""

import logging

from pipelines.paths import Home
from pipelines.releases import calendar, shelf
from pipelines.releases.build import Site, close_draft, name_of, open_draft
from pipelines.releases.contents import CONTENTS
from pipelines.releases.manifest import code_hash, read_manifest
from pipelines.releases.verify import PREVIOUS

log = logging.getLogger("fairlane.releases")

Reason = tuple[str, str]
"""An asset, and the check that failed of it. No details: these count rows."""

RUN_FAILED = ("run", "ended_with_an_error")
"""The reason where no check failed."""


def tell_withheld(home: Home, reasons: list[Reason], write_site: Site) -> str | None:
    """Publish that a release was withheld; the notice's name, or None where it says so already.

    Before the first release there is nothing to publish.
    """
    told = [{"asset": asset, "check": check} for asset, check in dict.fromkeys(sorted(reasons))]
    return _publish(home, {"kind": calendar.WITHHELD, "reasons": told}, write_site)


def tell_late(home: Home, write_site: Site) -> str | None:
    """Publish that newer figures are overdue, once; None where they are not, or it was told."""
    current = shelf.current(home)
    if current is None or not calendar.overdue_since(home.releases / current):
        return None
    return _publish(home, {"kind": calendar.LATE, "reasons": []}, write_site)


def _publish(home: Home, what: dict, write_site: Site) -> str | None:
    current = shelf.current(home)
    if current is None:
        return None
    served = read_manifest(home.releases / current)
    earlier = served.get("notice")
    figures_of = earlier["figures_of"] if earlier else current
    notice = {**what, "figures_of": figures_of}
    if earlier == notice and (what["kind"] == calendar.LATE or served.get("made_on") == _today()):
        return None
    draft = open_draft(home)
    log.info("release %s: a notice that newer figures are %s", name_of(draft), what["kind"])
    for audience in CONTENTS:
        (draft / f"{audience}.duckdb").hardlink_to(home.releases / current / f"{audience}.duckdb")
    content = served | {
        "release": name_of(draft),
        "made_on": _today(),
        "notice": notice,
        "code_sha256": code_hash(),
        PREVIOUS: shelf.head_hash(home),
    }
    known = [*calendar.entries(home), calendar.entry(content)]
    write_site(draft / "public.duckdb", draft / "public", known)
    close_draft(home, draft, content, home.releases / current)
    return name_of(draft)


def _today() -> str:
    return calendar.today().isoformat()
