"""Making a release aside and making it current."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipelines.paths import Home
from pipelines.releases import shelf
from pipelines.releases.contents import CONTENTS
from pipelines.releases.manifest import file_hashes, write_manifest
from pipelines.releases.role_files import write_role_file

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
    }
    rows = {}
    for audience in CONTENTS:
        log.info("release %s: writing the %s file", name, audience)
        rows[audience] = write_role_file(
            audience, home.warehouse, draft / f"{audience}.duckdb", info, checks
        )
    log.info("release %s: writing the public site", name)
    write_site(draft / "public.duckdb", draft / "public")
    write_manifest(draft, _manifest(home, draft, info, checks))
    draft.rename(home.releases / name)
    shelf.make_current(home, name)
    log.info("release %s is current", name)
    return Release(name, home.releases / name, rows)


def _next_name(home: Home) -> str:
    """A number that only grows, so that names sort as releases were made."""
    existing = shelf.names(home)
    return f"{int(existing[-1]) + 1 if existing else 1:06d}"


def _manifest(home: Home, draft: Path, info: dict, checks: list[tuple]) -> dict:
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        (as_of,) = connection.execute("select as_of from raw.cut_off").fetchone()
        loads = connection.execute(
            "select entity, file_name, sha256, rows_loaded from raw.loads order by load_id"
        ).fetchall()
        rules = connection.execute(
            "select metric_id, rule_version from metrics.metric_catalogue order by metric_id"
        ).fetchall()
    return {
        "release": info["release_name"],
        "fairlane_version": info["version"],
        "as_of": as_of.isoformat(),
        "files": file_hashes(draft),
        "loads": [
            dict(zip(("entity", "file_name", "sha256", "rows_loaded"), load, strict=True))
            for load in loads
        ],
        "rule_versions": dict(rules),
        "checks": [
            dict(zip(("check_name", "passed", "detail"), check, strict=True)) for check in checks
        ],
        "previous_manifest_sha256": info["previous"],
    }
