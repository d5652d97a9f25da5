"""Making a release aside and making it current."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipelines.lineage.tables import lineage
from pipelines.paths import Home
from pipelines.releases import calendar, publisher, shelf
from pipelines.releases.contents import CONTENTS
from pipelines.releases.disclosure.control import control
from pipelines.releases.manifest import (
    content_of,
    is_read_another_way,
    read_manifest,
    sources,
    write_manifest,
)
from pipelines.releases.role_files import Earlier, Particulars, Sources, write_role_file
from pipelines.releases.verify import MANIFEST, hashes

log = logging.getLogger("fairlane.releases")

DRAFT = ".building-"

# Writes the public site: from the public database, to a new folder, with the calendar up to it.
Site = Callable[[Path, Path, list[calendar.Entry]], object]


class NothingToRelease(Exception):
    """There is no figure at all."""


@dataclass(frozen=True)
class Release:
    name: str
    folder: Path
    rows: dict[str, dict[str, int]]
    """Rows of every table, by audience."""


def build_release(home: Home, checks: list[tuple[str, bool, str]], write_site: Site) -> Release:
    """Build a release from the warehouse and make it current.

    Nothing is visible to readers until all of it is there. `checks` are the rows of
    release.checks: name, passed, detail.
    """
    _refuse_nothing(home)
    draft = open_draft(home)
    name = name_of(draft)
    info = {
        "release_name": name,
        "version": version("fairlane"),
        "previous": shelf.head_hash(home),
        **publisher.stated(),
    }
    earlier = _earlier(home)
    log.info("release %s: tracing every figure back to the contracts", name)
    particulars = Particulars(info, checks, earlier, lineage(home.dbt / "target" / "manifest.json"))
    rows = {}
    with tempfile.TemporaryDirectory(dir=home.releases, prefix=DRAFT) as aside:
        built = Sources(home.warehouse, figures=Path(aside) / "figures.duckdb")
        control(home.warehouse, earlier.folder, built.figures)
        for audience in CONTENTS:
            log.info("release %s: writing the %s file", name, audience)
            rows[audience] = write_role_file(
                audience, built, draft / f"{audience}.duckdb", particulars
            )
    log.info("release %s: writing the public site", name)
    content = content_of(name, home.warehouse, checks, info["previous"])
    content |= {**calendar.dates(), "notice": None}
    known = [*calendar.entries(home), calendar.entry(content)]
    write_site(draft / "public.duckdb", draft / "public", known)
    close_draft(home, draft, content, earlier.folder)
    return Release(name, home.releases / name, rows)


def _refuse_nothing(home: Home) -> None:
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        figures, as_of = connection.execute(
            "select (select count(*) from metrics.metric_values), as_of from raw.cut_off"
        ).fetchone()
    if not figures:
        raise NothingToRelease(
            f"Nothing that is loaded happened before the cut-off, {as_of:%Y-%m-%d %H:%M} UTC, so"
            " there is no figure. Load what happened before it, or name a later one with --as-of."
        )


def open_draft(home: Home) -> Path:
    """A folder for the next release. Numbers only grow, so that names sort as releases were made.

    What an interrupted build left behind is cleared away.
    """
    home.releases.mkdir(parents=True, exist_ok=True)
    for unfinished in home.releases.glob(f"{DRAFT}*"):
        shutil.rmtree(unfinished)
    existing = shelf.names(home)
    draft = home.releases / f"{DRAFT}{int(existing[-1]) + 1 if existing else 1:06d}"
    draft.mkdir()
    return draft


def name_of(draft: Path) -> str:
    """The release that a draft will be."""
    return draft.name.removeprefix(DRAFT)


def close_draft(home: Home, draft: Path, content: dict, earlier: Path | None) -> None:
    """Make a release of a draft with all its files, and make it current."""
    _publish_chain(home, draft / "public")
    content = {**content, "files": hashes(draft)}
    if earlier:
        _share_unchanged(earlier, draft, content["files"])
    write_manifest(draft, content)
    name = name_of(draft)
    draft.rename(home.releases / name)
    shelf.make_current(home, name)
    log.info("release %s is current", name)


def _publish_chain(home: Home, site: Path) -> None:
    """What a reader of the site needs to check it, besides the verifier: every manifest so far."""
    copies = site / "chain"
    copies.mkdir()
    for name in shelf.names(home):
        (copies / f"{name}.json").hardlink_to(home.releases / name / MANIFEST)


def _earlier(home: Home) -> Earlier:
    """The newest release whose files were kept."""
    whole = [name for name in shelf.names(home) if not shelf.is_pruned(home, name)]
    if not whole:
        return Earlier(None, False)
    folder = home.releases / whole[-1]
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        now = sources(connection)
    return Earlier(folder, is_read_another_way(read_manifest(folder)["sources"], now))


def _share_unchanged(earlier: Path, draft: Path, files: dict[str, str]) -> None:
    """A file that the release before holds too takes its place on the disk, not one more."""
    listed = read_manifest(earlier)["files"]
    for file, digest in files.items():
        if listed.get(file) == digest:
            (draft / file).unlink()
            (draft / file).hardlink_to(earlier / file)
