"""`fairlane run` itself, killed with all its processes at random instants from first to last."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from pipelines.paths import REPO, Home
from tests.conftest import fairlane
from tests.faults import holding
from tests.faults.counts import Deaths
from tests.faults.killing import Life
from tests.faults.scale import WHOLE, chance

pytestmark = pytest.mark.skipif(
    not WHOLE, reason="Each costs a run or two: `make test-faults`. Its steps are in make test."
)

KILLS = int(os.environ.get("FAIRLANE_FAULTS_RUNS") or 20)


def start(inputs, home, log):
    command = [
        sys.executable,
        "-m",
        "pipelines.cli",
        "run",
        "--inputs",
        inputs,
        "--home",
        home.root,
    ]
    with log.open("w") as told:
        return subprocess.Popen(command, cwd=REPO, stdout=told, stderr=told, start_new_session=True)


def killed_run(inputs, home, log, seconds) -> Life:
    began = time.monotonic()
    run = start(inputs, home, log)
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    told = [line[10:] for line in log.read_text().splitlines() if line[2:3] == ":"]
    end = [] if run.returncode == -signal.SIGKILL else ["ended"]
    return Life(["started", *map(part, told), *end], time.monotonic() - began)


def part(line: str) -> str:
    """Which part of a run a line of its log belongs to."""
    return "dbt" if line.startswith("dbt") else "intake" if "MB)" in line else line


@pytest.fixture
def half_run(city, city_home, tmp_path):
    """A home with a release of half the files: the run that is killed has something to load."""
    half = shutil.copytree(city, tmp_path / "half")
    for entity in ("complaints", "tracking", "payments"):
        (half / f"{entity}.parquet").unlink()
    home = Home(tmp_path / "home")
    home.root.mkdir()
    shutil.copy2(city_home.pseudonym_key, home.pseudonym_key)
    assert fairlane("run", "--inputs", half, home=home).returncode == 0
    return home


def test_a_killed_run_loses_nothing_and_the_next_equals_an_undisturbed_one(
    half_run, city, tmp_path
):
    def ready():
        return Home(shutil.copytree(half_run.root, tmp_path / "ready", symlinks=True))

    random, deaths = chance("run"), Deaths("fairlane run")
    home, began = ready(), time.monotonic()
    assert fairlane("run", "--inputs", city, home=home).returncode == 0
    seconds = time.monotonic() - began
    raw, released = holding.rows_of_raw(home), holding.released_rows(home.current_release.resolve())
    shutil.rmtree(home.root)
    while deaths.count < KILLS:
        home = ready()
        life = killed_run(city, home, tmp_path / "log", random.uniform(0, seconds))
        deaths.add(life)
        assert holding.faults(home) == []
        assert holding.lost_rows(home, []) == []
        began = time.monotonic()
        done = fairlane("run", "--inputs", city, home=home)
        seconds = time.monotonic() - began
        assert done.returncode == 0, done.stderr
        assert holding.faults(home) == []
        assert holding.rows_of_raw(home) == raw
        assert holding.released_rows(home.current_release.resolve()) == released
        shutil.rmtree(home.root)
    deaths.print()
