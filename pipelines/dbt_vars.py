"""The numbers that models and Python must have in common: the vars of dbt_project.yml."""

import yaml

from pipelines.paths import DBT_PROJECT


def dbt_vars() -> dict:
    """The project's own, whatever a run overrides."""
    project = yaml.safe_load((DBT_PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    return project["vars"]
