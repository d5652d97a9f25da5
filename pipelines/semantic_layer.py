"""`mf`: MetricFlow over this project, from any folder. What it asks is the current release."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

from pipelines.dbt_manifest import (
    DbtProjectDoesNotParse,
    dbt_environment,
    place_semantic_manifest,
)
from pipelines.paths import DBT_PROJECT, Home, default_home

# MetricFlow asks the package index for newer versions of itself each time, and has no switch.
_ASK_NOBODY = SimpleNamespace(
    UpdateChecker=lambda: SimpleNamespace(check=lambda package, version: None)
)


def mf() -> None:
    """Run MetricFlow's command, told what this project is and which file to ask."""
    home = default_home()
    database = _database(home)
    if not database.exists() and "--help" not in sys.argv:
        sys.exit(f"There is no {database} to ask; `fairlane run` makes a release.")
    try:
        place_semantic_manifest()
    except DbtProjectDoesNotParse as error:
        sys.exit(str(error))
    os.environ |= dbt_environment(home) | {
        "FAIRLANE_WAREHOUSE": str(database),
        "DBT_PROJECT_DIR": str(DBT_PROJECT),
        "DBT_TARGET": "reader",
    }
    sys.modules["update_checker"] = _ASK_NOBODY
    from dbt_metricflow.cli.main import cli

    cli(prog_name="mf")


def _database(home: Home) -> Path:
    """The file in FAIRLANE_WAREHOUSE, or the release, which no run holds; or what dbt built."""
    named = os.environ.get("FAIRLANE_WAREHOUSE")
    release = home.current_release.resolve() / "analyst.duckdb"
    if named:
        return Path(named).resolve()
    return release if release.exists() else home.warehouse


if __name__ == "__main__":
    mf()
