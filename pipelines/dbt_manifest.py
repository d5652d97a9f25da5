"""What dbt parsed of the project as it stands; parsed anew only when a file of it has changed."""

import hashlib
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipelines.paths import DBT_PROJECT, Home

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

_SOURCES = ("*.sql", "*.yml", "*.md", "*.csv")
_MANIFEST = "manifest.json"
_SEMANTIC_MANIFEST = "semantic_manifest.json"
_PARSED = "partial_parse.msgpack"
TARGET = DBT_PROJECT / "target"
"""What hangs on the project alone is kept here, for every home."""


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
    return _fitting(_MANIFEST)


def parsed_project() -> "Manifest":
    """dbt's own form of that manifest: with it, a command need not parse."""
    from dbt.contracts.graph.manifest import Manifest

    project = Manifest.from_msgpack(_fitting(_PARSED).read_bytes())
    # What the SQL of some models asks as `graph`; dbt makes it whenever it has read a project.
    project.build_flat_graph()
    return project


def place_semantic_manifest() -> None:
    """Put the semantic manifest that fits the project's files now where MetricFlow looks for it."""
    put(_fitting(_SEMANTIC_MANIFEST).read_bytes(), TARGET / _SEMANTIC_MANIFEST)


def _fitting(artifact: str) -> Path:
    digest = _digest_of_project()
    file = _of(digest, artifact)
    if not file.exists():
        with TemporaryDirectory() as folder:
            parsed = _parse(Path(folder))
            TARGET.mkdir(exist_ok=True)
            for each in (_MANIFEST, _SEMANTIC_MANIFEST, _PARSED):
                put((parsed / each).read_bytes(), _of(digest, each))
    return file


def _of(digest: str, artifact: str) -> Path:
    name, kind = artifact.split(".")
    return TARGET / f"{name}-{digest}.{kind}"


def put(content: bytes, file: Path) -> None:
    """Write a file in one step, since another process may be doing the same."""
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
    """What a parsed project hangs on: dbt's version, where the project lies, and its files."""
    versions = (version(package) for package in ("dbt-core", "dbt-duckdb"))
    digest = hashlib.sha256("\0".join([*versions, str(DBT_PROJECT)]).encode())
    files = (file for kind in _SOURCES for file in DBT_PROJECT.rglob(kind))
    for file in sorted(file for file in files if TARGET not in file.parents):
        digest.update(file.relative_to(DBT_PROJECT).as_posix().encode() + b"\0")
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
