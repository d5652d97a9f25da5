"""dbt on a warehouse file, in a process of its own: within one, it keeps its first database."""

import os
import subprocess
import sys
from pathlib import Path

from pipelines.paths import DBT_PROJECT

DBT = (sys.executable, "-m", "dbt.cli.main", "--no-use-colors")


def dbt(
    command: str, warehouse: Path, artifacts: Path, project: Path = DBT_PROJECT, *options: str
) -> Path:
    """Run a dbt command that must succeed; returns the folder of what it wrote."""
    environment = {
        "FAIRLANE_WAREHOUSE": str(warehouse),
        "DBT_TARGET_PATH": str(artifacts / "target"),
        "DBT_LOG_PATH": str(artifacts / "logs"),
    }
    folders = ["--project-dir", str(project), "--profiles-dir", str(project)]
    done = subprocess.run(
        [*DBT, *command.split(), *folders, *options],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr
    return artifacts / "target"
