"""dbt's manifest of the project as it stands, parsed anew only when a file of it has changed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from pipelines.paths import DBT_PROJECT, Home

_SOURCES = ("*.sql", "*.yml", "*.md", "*.csv")


class DbtProjectDoesNotParse(RuntimeError):
    """The dbt project has a fault; the message is dbt's own."""


def dbt_environment(home: Home) -> dict[str, str]:
    """What dbt must be told: the file to build in, and a folder for what it writes."""
    return {
        "FAIRLANE_WAREHOUSE": str(home.warehouse),
        "DBT_TARGET_PATH": str(home.dbt / "target"),
        "DBT_LOG_PATH": str(home.dbt / "logs"),
        "DBT_PROFILES_DIR": str(DBT_PROJECT),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }


def manifest(home: Home) -> Path:
    """The manifest that fits the project's files now."""
    file, stamp = home.dbt / "target" / "manifest.json", home.dbt / "project.sha256"
    digest = _digest_of_project()
    if not file.exists() or not stamp.exists() or stamp.read_text() != digest:
        home.dbt.mkdir(parents=True, exist_ok=True)
        _parse(home)
        stamp.write_text(digest)
    return file


def _parse(home: Home) -> None:
    parsed = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", "parse"],
        cwd=DBT_PROJECT,
        env=os.environ | dbt_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if parsed.returncode:
        raise DbtProjectDoesNotParse(parsed.stdout + parsed.stderr)


def _digest_of_project() -> str:
    digest = hashlib.sha256()
    for file in sorted(file for kind in _SOURCES for file in DBT_PROJECT.rglob(kind)):
        digest.update(file.relative_to(DBT_PROJECT).as_posix().encode() + b"\0")
        digest.update(file.read_bytes())
    return digest.hexdigest()
