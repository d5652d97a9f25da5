"""Nothing that runs here reports to anybody, however it is started."""

import tomllib

import yaml

from pipelines.paths import DBT_PROJECT, REPO


def test_streamlit_sends_no_statistics():
    settings = tomllib.loads((REPO / "dashboards/.streamlit/config.toml").read_text("utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False


def test_dbt_sends_no_statistics():
    project = yaml.safe_load((DBT_PROJECT / "dbt_project.yml").read_text("utf-8"))
    assert project["flags"]["send_anonymous_usage_stats"] is False


def test_dagster_sends_no_statistics():
    lines = (REPO / ".env").read_text("utf-8").splitlines()
    assert "DAGSTER_DISABLE_TELEMETRY=yes" in lines
