"""`fairlane run` as a user meets it: what it prints, how it exits, what stays served."""

import shutil

import duckdb
import pytest

from pipelines.paths import Home
from pipelines.releases import shelf
from pipelines.writer_lock import hold_warehouse
from tests.conftest import fairlane

HEADER = "platform_id,order_id,region_id,placed_at,status,order_value\n"
GOOD = [f"demo,{number},east,2026-10-05 12:00:00,delivered,900\n" for number in range(40)]
COMPLAINTS = (
    "platform_id,complaint_id,region_id,received_at,status\ndemo,1,east,2026-10-06 09:00:00,open\n"
)


@pytest.fixture
def home(city_home, tmp_path):
    """A home with one good release, which the test may change."""
    shutil.copytree(city_home.root, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home")


@pytest.fixture
def inputs(tmp_path):
    folder = tmp_path / "inputs"
    folder.mkdir()
    return folder


def held(home, entity):
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        return connection.execute(
            f"select count(*) from raw.{entity} where platform_id = 'demo'"
        ).fetchone()[0]


def assert_first_release_is_served(home, done, reason):
    """By a notice that says why there is none newer."""
    assert "release 000001 is still served, and notice 000002 says so" in done.stderr
    assert shelf.current(home) == "000002"
    assert shelf.faults(home, "000002") == []
    folder = home.current_release.resolve()
    assert (folder / "manager.duckdb").samefile(home.releases / "000001" / "manager.duckdb")
    page = (folder / "public" / "en" / "index.html").read_text(encoding="utf-8")
    assert "This release was withheld" in page
    assert reason in page
    assert "those of release 000001" in page
    assert "Traceback" not in done.stderr
    assert "DagsterAssetCheckFailedError" not in done.stderr


def test_a_file_that_cannot_be_read_stops_alone(home, inputs):
    (inputs / "orders.csv").write_bytes((HEADER + GOOD[0]).encode() + b"demo,\xff,east\n")
    (inputs / "complaints.csv").write_text(COMPLAINTS)
    done = fairlane("run", "--inputs", inputs, home=home)
    assert done.returncode == 1
    assert "orders.csv" in done.stderr
    assert "line 3" in done.stderr
    assert "encoding" in done.stderr
    assert (held(home, "orders"), held(home, "complaints")) == (0, 1)
    assert_first_release_is_served(home, done, "Orders: a file could not be read.")


def test_too_many_quarantined_rows_withhold_the_release(home, inputs):
    # 4 of 44 rows, 9.1 %, are past the 5 % that may be.
    (inputs / "orders.csv").write_text(
        HEADER + "".join(GOOD) + "demo,bad,east,2026-10-05 12:00:00,vanished,900\n" * 4
    )
    done = fairlane("run", "--inputs", inputs, home=home)
    assert done.returncode == 3
    assert "9.1% of the rows are in quarantine" in done.stderr
    assert held(home, "orders") == 40
    assert_first_release_is_served(home, done, "Orders: more rows were refused than is allowed.")


def test_a_mapping_with_a_fault_is_answered_before_anything_is_loaded(home, inputs, tmp_path):
    (inputs / "orders.csv").write_text(HEADER + GOOD[0])
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(
        "platform: demo\nentities:\n  order:\n    files: orders.csv\n    columns: {order_id: a}\n"
    )
    done = fairlane("run", "--inputs", inputs, "--mapping", mapping, home=home)
    assert done.returncode == 1
    assert "orders" in done.stderr
    assert shelf.current(home) == "000001"


def test_a_folder_without_a_known_file_is_bad_input(home, inputs):
    (inputs / "notes.txt").write_text("nothing")
    done = fairlane("run", "--inputs", inputs, home=home)
    assert done.returncode == 1
    assert "none of its files is there" in done.stderr
    assert shelf.current(home) == "000001"


def test_a_second_run_is_told_who_holds_the_warehouse(home, inputs):
    (inputs / "orders.csv").write_text(HEADER + GOOD[0])
    with hold_warehouse(home):
        done = fairlane("run", "--inputs", inputs, home=home)
    assert done.returncode == 1
    assert "Another run holds the warehouse" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cut_off_that_is_no_instant_is_wrong_usage(tmp_path):
    done = fairlane("run", "--inputs", tmp_path, "--as-of", "yesterday", home=Home(tmp_path))
    assert done.returncode == 2
    assert "2026-10-31T16:00:00Z" in done.stderr


def test_what_is_made_of_simulated_files_says_so(city_home):
    database = city_home.current_release.resolve() / "public.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        assert connection.execute("select is_simulated from release.info").fetchall() == [(True,)]
    page = city_home.current_release.resolve() / "public" / "index.html"
    assert "模拟数据" in page.read_text(encoding="utf-8")


def test_releases_are_listed_shown_and_verified(city_home):
    assert "* 000001" in fairlane("releases", "list", home=city_home).stdout
    shown = fairlane("releases", "show", home=city_home)
    assert "public.duckdb" in shown.stdout
    assert fairlane("releases", "verify", home=city_home).stdout == "release 000001 is whole\n"
