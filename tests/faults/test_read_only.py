"""A home or a shelf that nobody may write to: it is told, and nothing that is served suffers."""

import shutil
import subprocess
from contextlib import contextmanager

import pytest

from pipelines.releases import shelf
from tests.conftest import fairlane
from tests.faults import holding, killing
from tests.pipelines.releases.conftest import home_in, release_of


@contextmanager
def read_only(folder):
    """The superuser, as whom a container runs, minds no permission bits: only a mount stops it."""
    mount = ["mount", "--bind", folder, folder]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("This user may not mount a file system.")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def home(tmp_path):
    home = home_in(tmp_path)
    release_of(home)
    release_of(home)
    return home


def test_a_shelf_that_is_read_only_keeps_its_releases(home):
    with read_only(home.releases):
        failed = killing.undisturbed_or_failed("small_release", home)
        assert "Read-only file system" in failed.error
        assert str(home.releases) in failed.error
        for command in (["rollback", "000001"], ["prune", "--keep-days", "0"]):
            done = fairlane("releases", *command, home=home)
            assert "Read-only file system" in done.stderr
            assert "Traceback" not in done.stderr
            assert done.returncode == 1
        assert shelf.current(home) == "000002"
        assert holding.faults(home) == []
    killing.undisturbed("small_release", home)
    assert shelf.current(home) == "000003"
    assert holding.faults(home) == []


def test_a_home_that_is_read_only_is_told_before_anything_is_read(home, city):
    with read_only(home.root):
        done = fairlane("run", "--inputs", city, home=home)
        assert done.returncode == 1
        assert f"Nothing can be written to {home.root}: Read-only file system" in done.stderr
        assert "See that this user may write there" in done.stderr
        assert "Traceback" not in done.stderr
        assert fairlane("releases", "verify", home=home).stdout == "release 000002 is whole\n"


def test_a_half_pruned_shelf_is_pruned_at_the_next_try(home):
    (home.releases / "000001" / "manager.duckdb").unlink()
    assert shelf.prune(home, keep_days=0) == ["000001"]
    assert shelf.is_pruned(home, "000001")
