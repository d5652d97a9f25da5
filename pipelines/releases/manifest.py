"""manifest.json: what a release holds, by hash, chained to the release before it."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipelines.paths import DBT_PROJECT, REPO
from pipelines.releases.audit import ROOT
from pipelines.releases.audit_bundle import complaints_root
from pipelines.releases.verify import MANIFEST, PREVIOUS, canonical, sha256

CODE = (REPO / "pipelines", REPO / "dashboards", DBT_PROJECT)
NOT_CODE = {"__pycache__", "target", "logs", "dbt_packages"}


def content_of(name: str, warehouse: Path, checks: list[tuple], previous: str | None) -> dict:
    """What the manifest of a release says besides its days and its files.

    No counts and no names of files: the manifest is public, and a small load would point at
    somebody. The staff's files hold both, and the manifest holds those files.
    """
    with duckdb.connect(warehouse, read_only=True) as connection:
        (as_of,) = connection.execute("select as_of from raw.cut_off").fetchone()
        loads = connection.execute("select entity, sha256 from raw.loads order by load_id")
        rules = connection.execute(
            "select metric_id, rule_version from metrics.metric_catalogue order by metric_id"
        )
        return {
            "release": name,
            "fairlane_version": version("fairlane"),
            "code_sha256": code_hash(),
            "as_of": as_of.isoformat(),
            "loads": [
                dict(zip(("entity", "sha256"), load, strict=True)) for load in loads.fetchall()
            ],
            "sources": sources(connection),
            ROOT: complaints_root(connection, "marts.fct_complaints"),
            "rule_versions": dict(rules.fetchall()),
            "checks": [{"check_name": check, "passed": passed} for check, passed, _ in checks],
            PREVIOUS: previous,
        }


def sources(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """By entity, SHA-256 over the ways in which its files were read: mapping and contract.

    A deletion on request is one more: the source no longer says what it said.
    """
    return dict(
        connection.execute(
            "with ways as (select entity, fingerprint as way from raw.loads union"
            " select entity, 'deletion of ' || deleted_at::varchar from raw.deletions)"
            " select entity, sha256(string_agg(way, ' ' order by way)) from ways"
            " group by entity order by entity"
        ).fetchall()
    )


def is_read_another_way(before: dict[str, str], now: dict[str, str]) -> bool:
    """Whether `sources` of two releases differ in an entity that the older one had."""
    return any(now.get(entity) != way for entity, way in before.items())


def code_hash() -> str:
    """SHA-256 over every file that can change a figure or a page, by path and content."""
    files = [
        file
        for folder in CODE
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not NOT_CODE.intersection(file.parts)
    ]
    lines = (f"{sha256(file)}  {file.relative_to(REPO).as_posix()}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def write_manifest(release: Path, content: dict) -> None:
    """As RFC 8785 asks: the same content gives the same bytes. The site gets a copy."""
    (release / MANIFEST).write_bytes(canonical(content))
    copies = release / "public" / "chain"
    copies.mkdir(parents=True, exist_ok=True)
    (copies / f"{content['release']}.json").hardlink_to(release / MANIFEST)


def read_manifest(release: Path) -> dict:
    return json.loads((release / MANIFEST).read_text(encoding="utf-8"))
