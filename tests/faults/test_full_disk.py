"""A disk that fills up meanwhile: it is told, and nothing that is served or held suffers."""

import shutil
import subprocess

import pytest

from pipelines.paths import Home
from pipelines.releases import shelf
from tests.faults import holding, killing
from tests.faults.scale import chance, times
from tests.pipelines.releases.conftest import home_in, release_of


@pytest.fixture
def small_disk(tmp_path):
    """A file system with room for one small release and a bit."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder]
    if (
        shutil.which("mount") is None
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("This user may not mount a file system.")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder, leaving):
    """Leave so many bytes of a disk."""
    with (folder / "filler").open("wb") as filler:
        filler.write(bytes(shutil.disk_usage(folder).free - leaving))


def test_a_release_that_does_not_fit_on_the_disk_leaves_the_last_one(small_disk):
    home = home_in(small_disk)
    release_of(home)
    needed = sum(
        file.stat().st_size for file in home.releases.glob("000001/**/*") if file.is_file()
    )
    random = chance("full disk")
    for _ in range(times(2, 20)):
        fill(small_disk, random.randrange(0, needed // 2))
        failed = killing.undisturbed_or_failed("small_release", home)
        assert "No space left on device" in failed.error
        assert str(small_disk) in failed.error
        assert holding.faults(home) == []
        assert shelf.names(home)[-1] == shelf.current(home)
        (small_disk / "filler").unlink()
        shelf.prune(home, keep_days=0)
        killing.undisturbed("small_release", home)
        assert holding.faults(home) == []
        assert not list(home.releases.glob(".*"))


def test_a_release_whose_files_may_not_grow_leaves_the_last_one(tmp_path):
    home = home_in(tmp_path)
    release_of(home)
    largest = max(file.stat().st_size for file in home.current_release.glob("*.duckdb"))
    random = chance("quota")
    for _ in range(times(1, 10)):
        failed = killing.with_files_up_to(random.randrange(1, largest), "small_release", home)
        assert "File too large" in failed.error, failed
        assert holding.faults(home) == []
        killing.undisturbed("small_release", home)
        assert holding.faults(home) == []


def test_an_intake_that_finds_no_room_loses_nothing(city, city_home, tmp_path):
    home = Home(tmp_path / "home")
    home.root.mkdir()
    shutil.copy2(city_home.pseudonym_key, home.pseudonym_key)
    random = chance("intake quota")
    for _ in range(times(1, 10)):
        home.warehouse.unlink(missing_ok=True)
        failed = killing.with_files_up_to(
            random.randrange(100_000, 2_000_000), "intake", home, city
        )
        assert holding.lost_rows(home, failed.told) == []
        killing.undisturbed("intake", home, city)
        assert holding.lost_rows(home, failed.told) == []
        assert holding.rows_of_raw(home) == holding.rows_of_raw(city_home) | {
            "cut_off": holding.rows_of_raw(home)["cut_off"]
        }
