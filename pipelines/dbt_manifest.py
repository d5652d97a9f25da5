"""dbt's manifests of the project as it stands, parsed anew only when a file of it has changed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.paths import DBT_PROJECT, Home

_SOURCES = ("*.sql", "*.yml", "*.md", "*.csv")
_TARGET = DBT_PROJECT / "target"


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


def manifest() -> Path:
    """The manifest that fits the project's files now; the same for every home."""
    return _fitting("manifest")


def place_semantic_manifest() -> None:
    """Put the semantic manifest that fits the project's files now where MetricFlow looks for it."""
    _put(_fitting("semantic_manifest").read_bytes(), _TARGET / "semantic_manifest.json")


def _fitting(kind: str) -> Path:
    digest = _digest_of_project()
    file = _TARGET / f"{kind}-{digest}.json"
    if not file.exists():
        with TemporaryDirectory() as folder:
            parsed = _parse(Path(folder))
            _TARGET.mkdir(exist_ok=True)
            for each in ("manifest", "semantic_manifest"):
                _put((parsed / f"{each}.json").read_bytes(), _TARGET / f"{each}-{digest}.json")
    return file


def _put(content: bytes, file: Path) -> None:
    # One rename, since another process may be doing the same.
    draft = file.with_suffix(f".{os.getpid()}.draft")
    draft.write_bytes(content)
    draft.replace(file)


def _parse(folder: Path) -> Path:
    home = Home(folder)
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
    return home.dbt / "target"


def _digest_of_project() -> str:
    digest = hashlib.sha256()
    files = (file for kind in _SOURCES for file in DBT_PROJECT.rglob(kind))
    for file in sorted(file for file in files if _TARGET not in file.parents):
        digest.update(file.relative_to(DBT_PROJECT).as_posix().encode() + b"\0")
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
