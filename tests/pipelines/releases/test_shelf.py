"""Whether a release is whole, which one readers get, and what may be thrown away."""

import os

import pytest

from pipelines.releases import shelf
from tests.pipelines.releases.conftest import release_of


@pytest.fixture
def two_releases(home):
    release_of(home)
    release_of(home)
    return home


def test_a_whole_chain_has_no_faults(two_releases):
    assert shelf.faults(two_releases, "000002") == []


def test_a_changed_byte_is_named(two_releases):
    with (two_releases.releases / "000002" / "public.duckdb").open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff")
    assert shelf.faults(two_releases, "000002") == ["public.duckdb has changed"]


def test_a_file_added_and_a_file_removed_are_named(two_releases):
    folder = two_releases.releases / "000002"
    (folder / "extra.txt").write_text("x")
    (folder / "analyst.duckdb").unlink()
    assert shelf.faults(two_releases, "000002") == [
        "analyst.duckdb is missing",
        "extra.txt is not in the manifest",
    ]


def test_an_edited_older_manifest_breaks_the_chain(two_releases):
    manifest = two_releases.releases / "000001" / "manifest.json"
    manifest.write_text(manifest.read_text().replace("2026-10-31", "2026-10-30"))
    assert shelf.faults(two_releases, "000002") == [
        "manifest.json of 000002 does not follow from that of 000001"
    ]


def test_going_back_makes_an_older_release_current(two_releases):
    shelf.make_current(two_releases, "000001")
    assert shelf.current(two_releases) == "000001"


def test_an_unknown_release_is_refused_with_those_there_are(two_releases):
    with pytest.raises(shelf.NoSuchRelease, match="There are: 000001, 000002"):
        shelf.make_current(two_releases, "000009")


def old(home, name):
    """As if made forty days ago."""
    manifest = home.releases / name / "manifest.json"
    long_ago = manifest.stat().st_mtime - 40 * shelf.SECONDS_A_DAY
    os.utime(manifest, (long_ago, long_ago))


def test_pruning_keeps_manifests_the_young_and_the_current(two_releases):
    release_of(two_releases)
    release_of(two_releases)
    for name in ("000001", "000003"):
        old(two_releases, name)
    shelf.make_current(two_releases, "000003")
    assert shelf.prune(two_releases, keep_days=30) == ["000001"]
    assert shelf.prune(two_releases, keep_days=30) == []
    assert [path.name for path in (two_releases.releases / "000001").iterdir()] == ["manifest.json"]
    assert (two_releases.releases / "000002" / "analyst.duckdb").exists()
    assert shelf.faults(two_releases, "000004") == []


def test_a_pruned_release_cannot_become_current(two_releases):
    old(two_releases, "000001")
    shelf.prune(two_releases, keep_days=30)
    with pytest.raises(shelf.NoSuchRelease, match="000001 was pruned"):
        shelf.make_current(two_releases, "000001")
    assert shelf.current(two_releases) == "000002"


def test_what_did_not_change_lies_on_the_disk_once(two_releases):
    first, second = (two_releases.releases / name for name in ("000001", "000002"))
    assert (first / "public" / "index.html").samefile(second / "public" / "index.html")
    assert not (first / "public.duckdb").samefile(second / "public.duckdb")
