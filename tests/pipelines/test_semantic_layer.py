"""`mf` as an analyst types it, with every door to the network shut."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.paths import REPO
from tests.conftest import metric_rows

OFFLINE = """
import sys

def shut(event, arguments):
    if event in ("socket.getaddrinfo", "socket.connect"):
        raise RuntimeError(f"asked somebody: {arguments}")

sys.addaudithook(shut)
from pipelines.semantic_layer import mf
mf()
"""


def run_mf(folder: Path, *arguments: str, **environment: object) -> subprocess.CompletedProcess:
    # In a temporary folder of its own, no earlier answer is kept that would save it from asking.
    settings = {"PYTHONPATH": REPO, "TMPDIR": folder} | environment
    return subprocess.run(
        [sys.executable, "-c", OFFLINE, *arguments],
        cwd=folder,
        env=os.environ | {name: str(value) for name, value in settings.items()},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_asks_the_current_release_from_any_folder_and_nobody_else(city_home, tmp_path):
    query = "query --metrics on_time_rate --group-by region --csv regions.csv"
    done = run_mf(tmp_path, *query.split(), FAIRLANE_HOME=city_home.root)
    assert done.returncode == 0, done.stdout + done.stderr
    with (tmp_path / "regions.csv").open(newline="") as answer:
        rates = {row["region"]: float(row["on_time_rate"]) for row in csv.DictReader(answer)}
    published = metric_rows(
        city_home,
        "select member, value from metrics.metric_values"
        " where metric_id = 'on_time_rate' and period_grain = 'all' and cut = 'region'",
    )
    assert rates == pytest.approx(dict(published), rel=1e-12)


def test_every_definition_holds_against_a_warehouse_that_is_named(city_home, tmp_path):
    named = {"FAIRLANE_HOME": tmp_path, "FAIRLANE_WAREHOUSE": city_home.warehouse}
    done = run_mf(tmp_path, "validate-configs", "--show-all", **named)
    assert done.returncode == 0, done.stdout + done.stderr
    counted = re.findall(r"(ERRORS|WARNINGS): (\d+)", done.stdout + done.stderr)
    assert len(counted) > 10
    assert {count for _, count in counted} == {"0"}


def test_without_a_release_it_says_what_makes_one(tmp_path):
    done = run_mf(tmp_path, "list", "metrics", FAIRLANE_HOME=tmp_path)
    assert done.returncode == 1
    assert "`fairlane run` makes a release" in done.stderr


def test_the_command_of_this_environment_is_this_one():
    # MetricFlow brings an `mf` of its own; ours is installed after it, over it.
    assert "pipelines.semantic_layer" in Path(sys.executable).with_name("mf").read_text()
