"""Identifiers in every personal column, and a customer forgotten: no output holds any of them."""

import shutil
import sqlite3

import duckdb
import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboards.warehouse import SETTINGS
from pipelines.contracts import contracts
from pipelines.intake.pseudonyms import pseudonym, pseudonym_key
from pipelines.paths import REPO, Home
from tests.conftest import fairlane

CANARY = "ZQKANARIE"
# What an operator reads of a row on their own terminal stays in the warehouse.
KEEPS_THE_TEXT = ("raw", "quarantine")
FAILS_ON_PEOPLE = """
entities:
  orders:
    files: orders.csv
    columns:
      order_id: order_id
      region_id: region_id
      placed_at: placed_at
      status: status
      order_value: "rider_id::integer"
      is_test: "lag(customer_id::integer) over ()"
"""


def plant(city, inputs):
    """The city's files with a canary before every identifier of a person; orders as CSV."""
    for entity, contract in contracts().items():
        file = city / f"{entity}.parquet"
        if not file.exists():
            continue
        marked = ", ".join(
            f"'{CANARY}-{column.person}-' || {column.name} as {column.name}"
            for column in contract.columns
            if column.person
        )
        rows = f"select *{f' replace ({marked})' if marked else ''} from '{file}'"
        kind = "csv" if entity == "orders" else "parquet"
        duckdb.sql(f"copy ({rows}) to '{inputs / entity}.{kind}'")
    lines = (inputs / "orders.csv").read_text("utf-8").splitlines()
    good = next(line for line in lines if ",delivered," in line)
    bad = [
        good.replace("delivered", f"{CANARY}-in-status").replace(
            "cancelled", f"{CANARY}-in-status"
        ),
        good + f",{CANARY}-beyond-the-last-column",
        f'"{CANARY}-of-a-quote-that-never-ends',
    ]
    (inputs / "orders.csv").write_text("\n".join([*lines, *bad]) + "\n", "utf-8")


@pytest.fixture(scope="module")
def done(city, city_home, tmp_path_factory):
    """A second release: first a customer is forgotten, then the canaries come in."""
    folder = tmp_path_factory.mktemp("canary")
    home, inputs = Home(folder / "home"), folder / "inputs"
    shutil.copytree(city_home.root, home.root, symlinks=True)
    inputs.mkdir()
    plant(city, inputs)
    (person, platform), *_ = duckdb.sql(
        f"select customer_id, platform_id from '{city}/orders.parquet'"
        " where customer_id is not null group by all order by count(*) desc, customer_id limit 1"
    ).fetchall()
    told = [
        fairlane("forget", "--customer", person, home=home),
        fairlane("run", "--inputs", inputs, home=home),
        fairlane("check", "--inputs", inputs),
        fairlane("releases", "audit", "--out", folder / "bundle", home=home),
    ]
    for command in told:
        assert command.returncode == 0, command.stdout + command.stderr
    mapping = folder / "mapping.yml"
    mapping.write_text(FAILS_ON_PEOPLE)
    told.append(fairlane("check", "--inputs", inputs, "--mapping", mapping))
    key = pseudonym_key(home.pseudonym_key)
    return home, folder, told, person, pseudonym(key, platform, "customer", person)


def files(home, folder):
    """All that is generated but the warehouse: releases, records of Dagster and dbt, the bundle."""
    places = (home.releases, home.dagster, home.dbt, folder / "bundle")
    return [file for place in places for file in place.rglob("*") if file.is_file()]


def texts_of(database):
    """Every text that a DuckDB file holds, decoded, by table."""
    with duckdb.connect(database, read_only=True, config=SETTINGS) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where not internal"
        ).fetchall()
        for schema, table in tables:
            rows = connection.execute(f'select t::varchar from {schema}."{table}" as t')
            yield (schema, table), "\n".join(text for (text,) in rows.fetchall())


def test_no_canary_is_in_any_byte_of_what_is_generated(done):
    home, folder, *_ = done
    searched = files(home, folder)
    assert len(searched) > 100
    assert not [file for file in searched if CANARY.encode() in file.read_bytes()]


def test_no_canary_is_in_any_text_of_any_database(done):
    home, *_ = done
    databases = [*home.releases.rglob("*.duckdb"), home.warehouse]
    found = {name for database in databases for name, text in texts_of(database) if CANARY in text}
    assert found == {KEEPS_THE_TEXT}
    for file in [*home.releases.rglob("*.parquet")]:
        assert CANARY not in str(duckdb.sql(f"select t::varchar from '{file}' as t").fetchall())
    for file in home.dagster.rglob("*.db"):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
            assert CANARY not in "\n".join(connection.iterdump())


def test_no_command_tells_a_canary_but_the_one_that_is_asked_to(done):
    home, _, told, person, _ = done
    for command in told:
        assert CANARY not in command.stdout + command.stderr
    assert person not in told[0].stdout + told[0].stderr
    shown = fairlane("quarantine", "list", home=home)
    assert CANARY in shown.stdout
    assert CANARY not in shown.stderr


@pytest.mark.parametrize("page", ["managers/quality", "analysts/orders", "analysts/sql"])
def test_no_page_shows_a_canary(done, monkeypatch, page):
    home, *_ = done
    monkeypatch.setenv("FAIRLANE_HOME", str(home.root))
    config.set_option("server.address", "127.0.0.1")
    app = AppTest.from_file(REPO / "dashboards" / "staff_app.py", default_timeout=60).run()
    opened = app.switch_page(f"views/{page}.py").run()
    assert not opened.error
    assert CANARY not in str(opened.main)


def test_the_next_release_holds_nothing_of_whom_was_forgotten(done):
    home, _, _, _, hidden = done
    *_, first, second = sorted(home.releases.glob("0*"))
    assert home.current_release.resolve() == second
    assert any(hidden in text for _, text in texts_of(first / "analyst.duckdb"))
    for database in second.glob("*.duckdb"):
        assert not any(hidden in text for _, text in texts_of(database))
    built = {name for name, text in texts_of(home.warehouse) if hidden in text}
    assert built == {("raw", "forgotten")}


def test_the_next_release_says_that_somebody_was_forgotten_and_revises_by_it(done):
    home, *_ = done
    second = home.current_release.resolve()
    for audience in ("manager", "analyst"):
        ledger = dict(texts_of(second / f"{audience}.duckdb"))
        assert "rows_deleted" in ledger["release", "deletions"]
    manager = second / "manager.duckdb"
    with duckdb.connect(manager, read_only=True, config=SETTINGS) as connection:
        reasons = connection.execute(
            "select distinct reason from release.revisions where release_name = ?", [second.name]
        ).fetchall()
    assert reasons == [("source_change",)]
    assert ("release", "deletions") not in dict(texts_of(second / "public.duckdb"))
