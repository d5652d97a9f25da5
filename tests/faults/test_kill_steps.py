"""Killed at random instants and lines, no step harms what is served, and the next one completes."""

import shutil

import pytest

from pipelines.paths import Home
from pipelines.releases import shelf
from tests.faults import holding, killing
from tests.faults.counts import Deaths
from tests.faults.scale import WHOLE, chance, times
from tests.pipelines.releases.conftest import home_in, release_of


@pytest.fixture
def small_home(tmp_path):
    """A home with a warehouse of a few rows, released twice."""
    (tmp_path / "small").mkdir()
    home = home_in(tmp_path / "small")
    release_of(home)
    release_of(home)
    return home


def lives(step, home, count, *arguments, anew=lambda: None):
    """So many deaths in a step, by turns at a random instant and at a random line.

    `anew` makes the home ready for a life of its own. Each is handed out as it ended.
    """
    random, deaths = chance(step), Deaths(step)
    anew()
    whole = killing.undisturbed(step, home, *arguments, note_lines=True)
    while deaths.count < count:
        anew()
        if deaths.count % 2:
            life = killing.killed_at(random.choice(whole.lines), step, home, *arguments)
        else:
            life = killing.killed_after(random.uniform(0, whole.seconds), step, home, *arguments)
        deaths.add(life)
        yield life
    deaths.print()


def killed_releases(step, home, count):
    """The warehouse stays as it is, so every release says the same."""
    expected = {}
    for _ in lives(step, home, count):
        expected = expected or holding.released_rows(home.releases / shelf.names(home)[-1])
        assert holding.faults(home) == []
        assert holding.released_rows(home.current_release.resolve()) == expected
        before = shelf.names(home)
        killing.undisturbed(step, home)
        assert shelf.current(home) == shelf.names(home)[-1] not in before
        assert holding.faults(home) == []
        assert holding.released_rows(home.current_release.resolve()) == expected
        assert not list(home.releases.glob(".*"))


def test_a_killed_release_leaves_the_last_one_served_and_the_next_is_the_same(small_home):
    killed_releases("small_release", small_home, times(4, 60))


@pytest.mark.skipif(not WHOLE, reason="The site takes its time: `make test-faults`.")
def test_a_killed_release_of_the_city_leaves_the_last_one_served(released_city):
    killed_releases("release", released_city, 30)


def test_a_killed_swap_serves_one_release_or_the_other(small_home):
    for _ in lives("swap", small_home, times(2, 40)):
        assert shelf.current(small_home) in ("000001", "000002")
        assert holding.faults(small_home) == []
        killing.undisturbed("swap", small_home)
        assert shelf.current(small_home) == "000002"


def test_a_killed_prune_leaves_the_current_release_and_the_chain_whole(small_home, tmp_path):
    release_of(small_home)
    shelf.make_current(small_home, "000002")
    shutil.copytree(small_home.releases, tmp_path / "whole", symlinks=True)

    def anew():
        shutil.rmtree(small_home.releases)
        shutil.copytree(tmp_path / "whole", small_home.releases, symlinks=True)

    for _ in lives("prune", small_home, times(1, 10), anew=anew):
        assert holding.faults(small_home) == []
        killing.undisturbed("prune", small_home)
        assert holding.faults(small_home) == []
        assert [shelf.is_pruned(small_home, name) for name in shelf.names(small_home)] == [
            True,
            False,
            True,
        ]


def test_a_killed_intake_loses_no_accepted_row(city, city_home, tmp_path):
    """Each starts from nothing, so that it dies in the first load as well as in the last."""
    home = Home(tmp_path / "landing")

    def anew():
        shutil.rmtree(home.root, ignore_errors=True)
        home.root.mkdir()
        # Another key would give every person another name.
        shutil.copy2(city_home.pseudonym_key, home.pseudonym_key)

    anew()
    killing.undisturbed("intake", home, city)
    expected = holding.rows_of_raw(home)
    for life in lives("intake", home, times(3, 60), city, anew=anew):
        assert holding.lost_rows(home, life.told) == []
        killing.undisturbed("intake", home, city)
        assert holding.lost_rows(home, life.told) == []
        assert holding.rows_of_raw(home) == expected
