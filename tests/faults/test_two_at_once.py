"""Two runs at once: one of them writes, the other is told so whenever it comes."""

import threading

import pytest

from pipelines.defs.operate.run_here import run_here
from pipelines.paths import Home
from pipelines.releases import shelf
from pipelines.writer_lock import hold_warehouse
from tests.conftest import fairlane
from tests.faults import holding, killing
from tests.faults.scale import WHOLE
from tests.pipelines.releases.conftest import home_in, release_of


def test_of_releases_at_once_one_is_made_and_the_others_are_told(tmp_path):
    home = home_in(tmp_path)
    release_of(home)
    lives = []
    threads = [
        threading.Thread(
            target=lambda: lives.append(killing.undisturbed_or_failed("small_release", home))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [life.error for life in lives if life.error]
    assert all("Another run holds the warehouse" in error for error in refused)
    assert len(shelf.names(home)) == 1 + len(lives) - len(refused)
    assert len(refused) < len(lives) == 4
    assert holding.faults(home) == []


@pytest.mark.skipif(not WHOLE, reason="Dagster takes half a minute to say so: `make test-faults`.")
def test_a_run_that_loses_the_race_after_its_first_look_is_told(tmp_path, city, monkeypatch):
    home = Home(tmp_path)
    monkeypatch.setenv("DAGSTER_HOME", str(home.dagster))
    with hold_warehouse(home):
        outcome = run_here(home, city, None, None)
    (error,) = outcome.errors
    assert "Another run holds the warehouse" in error
    assert not home.warehouse.exists()


def test_who_prunes_or_rolls_back_meanwhile_is_told(tmp_path):
    home = home_in(tmp_path)
    release_of(home)
    with hold_warehouse(home):
        for command in (["prune", "--keep-days", "0"], ["rollback", "000001"]):
            done = fairlane("releases", *command, home=home)
            assert "Another run holds the warehouse" in done.stderr
            assert "Traceback" not in done.stderr
