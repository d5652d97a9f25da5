"""The stand-alone verifier names whatever was changed after publication."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rfc8785

from pipelines.releases import verify
from tests.pipelines.releases.conftest import home_in, imported_modules, release_of


@pytest.fixture(scope="module")
def three_releases(tmp_path_factory):
    home = home_in(tmp_path_factory.mktemp("home"))
    for _ in range(3):
        release_of(home)
    return home.releases


@pytest.fixture
def shelf_of_three(three_releases, tmp_path):
    """Three releases, in a folder that may be spoilt."""
    return shutil.copytree(three_releases, tmp_path / "spoilt", symlinks=True)


def judged(folder: Path, *more: str) -> tuple[int, list[str]]:
    """What the verifier that a release's site offers says of a folder, run by itself."""
    offered = max(folder.glob("**/public/verify.py"), default=folder / "verify.py")
    alone = [sys.executable, "-I", "-S", str(offered), str(folder), *more]
    done = subprocess.run(alone, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def changed(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.unlink()
    file.write_bytes(bytes(content))


def test_an_untouched_chain_is_whole_and_its_head_is_named(shelf_of_three):
    head = verify.sha256(shelf_of_three / "000003" / "manifest.json")
    assert judged(shelf_of_three, "--head", head) == (0, [f"whole: 3 releases, head {head}"])


def test_one_byte_is_named(shelf_of_three):
    changed(shelf_of_three / "000002" / "analyst.duckdb")
    assert judged(shelf_of_three) == (1, ["000002: analyst.duckdb has changed"])


def test_what_was_added_removed_or_swapped_is_named(shelf_of_three):
    (shelf_of_three / "000001" / "public" / "extra.html").write_text("x")
    (shelf_of_three / "000001" / "manager.duckdb").unlink()
    one, other = (shelf_of_three / "000003" / f"{name}.duckdb" for name in ("manager", "public"))
    kept = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(kept)
    assert judged(shelf_of_three)[1] == [
        "000001: manager.duckdb is missing",
        "000001: public/extra.html is not in the manifest",
        "000003: manager.duckdb has changed",
        "000003: public.duckdb has changed",
    ]


def test_an_edited_manifest_breaks_the_chain_behind_it(shelf_of_three):
    manifest = shelf_of_three / "000001" / "manifest.json"
    content = json.loads(manifest.read_bytes()) | {"as_of": "2026-10-30T16:00:00"}
    manifest.unlink()
    manifest.write_bytes(verify.canonical(content))
    expected = ["manifest.json of 000002 does not follow from that of 000001"]
    assert judged(shelf_of_three) == (1, expected)


def test_the_newest_manifest_is_held_against_a_hash_from_elsewhere(shelf_of_three):
    manifest = shelf_of_three / "000003" / "manifest.json"
    head = verify.sha256(manifest)
    manifest.unlink()
    changed_content = json.loads((shelf_of_three / "000002" / "manifest.json").read_bytes())
    previous = verify.sha256(shelf_of_three / "000002" / "manifest.json")
    content = changed_content | {"release": "000003", verify.PREVIOUS: previous}
    manifest.write_bytes(verify.canonical(content))
    wrong = "manifest.json of 000003 is not the one whose hash was given"
    assert wrong in judged(shelf_of_three, "--head", head)[1]


def test_a_reordered_manifest_is_named(shelf_of_three):
    manifest = shelf_of_three / "000003" / "manifest.json"
    content = json.loads(manifest.read_bytes())
    manifest.unlink()
    manifest.write_text(json.dumps(dict(reversed(content.items())), separators=(",", ":")))
    assert judged(shelf_of_three)[1] == ["manifest.json of 000003 is not written as RFC 8785 asks"]


@pytest.mark.parametrize("name", ["000001", "000002"])
def test_a_dropped_manifest_is_named(shelf_of_three, name):
    shutil.rmtree(shelf_of_three / name)
    assert judged(shelf_of_three)[1] == [f"manifest.json of {name} is missing"]


def test_releases_that_changed_places_are_named(shelf_of_three):
    one, other = shelf_of_three / "000001", shelf_of_three / "000002"
    one.rename(shelf_of_three / "aside")
    other.rename(one)
    (shelf_of_three / "aside").rename(other)
    assert "manifest.json of 000001 is that of another release" in judged(shelf_of_three)[1]


def test_a_pruned_release_leaves_the_chain_whole(shelf_of_three):
    for path in (shelf_of_three / "000001").iterdir():
        if path.name != "manifest.json":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert judged(shelf_of_three)[0] == 0


@pytest.fixture
def site(shelf_of_three):
    return Path(shutil.copytree(shelf_of_three / "000003" / "public", shelf_of_three / "site"))


def test_a_copy_of_the_site_is_checked_by_itself(site):
    assert judged(site)[0] == 0
    changed(site / "index.html")
    assert judged(site)[1] == ["public/index.html has changed"]


def test_a_page_among_the_sites_manifests_is_no_manifest(site):
    (site / "chain" / "more.html").write_text("x")
    assert judged(site)[1] == ["public/chain/more.html is not in the manifest"]


def test_a_manifest_copied_wrongly_into_an_older_site_is_named(shelf_of_three):
    changed(shelf_of_three / "000003" / "public" / "chain" / "000001.json")
    assert judged(shelf_of_three)[1] == ["000003: public/chain/000001.json has changed"]


def test_a_folder_without_releases_is_said_to_be_one(tmp_path):
    assert verify.faults(tmp_path) == [
        f"{tmp_path} holds neither releases nor a public site with its chain"
    ]


@pytest.mark.parametrize("content", [{"é": "\u20ac", "a": None}, {"b": [1, True], "\u0007": "\n"}])
def test_manifests_are_written_as_rfc_8785_asks(content):
    assert verify.canonical(content) == rfc8785.dumps(content)


def test_the_verifier_is_one_short_file_that_needs_nothing_but_python():
    source = Path(verify.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 200
    assert imported_modules("import duckdb.typing\nfrom a.b import c") == {"duckdb", "a"}
    assert imported_modules(source) <= sys.stdlib_module_names
