"""Making a release aside and making it current."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipelines.lineage.tables import lineage
from pipelines.paths import Home
from pipelines.releases import publisher, shelf
from pipelines.releases.contents import CONTENTS
from pipelines.releases.manifest import (
    content_of,
    is_read_another_way,
    read_manifest,
    sources,
    write_manifest,
)
from pipelines.releases.role_files import Earlier, Particulars, write_role_file
from pipelines.releases.verify import MANIFEST

log = logging.getLogger("fairlane.releases")

# Writes the public site: from the public database, to a new folder.
Site = Callable[[Path, Path], object]


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
    home.releases.mkdir(parents=True, exist_ok=True)
    for unfinished in home.releases.glob(".building-*"):
        shutil.rmtree(unfinished)
    name = _next_name(home)
    draft = home.releases / f".building-{name}"
    draft.mkdir()
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
    for audience in CONTENTS:
        log.info("release %s: writing the %s file", name, audience)
        rows[audience] = write_role_file(
            audience, home.warehouse, draft / f"{audience}.duckdb", particulars
        )
    log.info("release %s: writing the public site", name)
    write_site(draft / "public.duckdb", draft / "public")
    _publish_chain(home, draft / "public")
    content = content_of(draft, home.warehouse, checks, info["previous"])
    if earlier.folder:
        _share_unchanged(earlier.folder, draft, content["files"])
    write_manifest(draft, content)
    draft.rename(home.releases / name)
    shelf.make_current(home, name)
    log.info("release %s is current", name)
    return Release(name, home.releases / name, rows)


def _next_name(home: Home) -> str:
    """A number that only grows, so that names sort as releases were made."""
    existing = shelf.names(home)
    return f"{int(existing[-1]) + 1 if existing else 1:06d}"


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
