"""A person who asks is forgotten: rows, quarantined text and what comes later; nobody else is."""

import subprocess
import sys

import duckdb
import pytest

from pipelines.forget_command import CannotForget, forget
from pipelines.paths import REPO
from pipelines.writer_lock import hold_warehouse
from tests.pipelines.intake.conftest import desk, order, orders  # noqa: F401

PEOPLE = "order_value,customer_id,rider_id"
COMPLAINTS = (
    "platform_id,complaint_id,order_id,region_id,customer_id,category,received_at,status\n"
    "p,K1,A1,east,,late,2024-05-01 14:00:00,open\n"
    "p,K2,A3,east,C9,late,2024-05-01 14:00:00,open\n"
    "p,K3,A3,east,C8,late,2024-05-01 14:00:00,open\n"
)
PAYMENTS = (
    "platform_id,payment_id,order_id,paid_at,amount,via_platform\n"
    "p,P1,A1,2024-05-01 12:00:00,1000,true\np,P3,A3,2024-05-01 12:00:00,1000,true\n"
)
RIDERS = "platform_id,rider_id,region_id\np,R7,east\np,R8,east\n"


def with_people(*lines: str) -> str:
    return orders(*lines).replace("order_value", PEOPLE, 1)


@pytest.fixture
def city(desk):  # noqa: F811
    """C9 ordered A1 and, in a line that is no good, A2; C8 ordered A3. R7 rode all of them."""
    desk.put(
        "orders.csv",
        with_people(
            order(1) + ",C9,R7",
            order(2, order_value="a lot") + ",C9,R7",
            order(3) + ",C8,R7",
        ),
    )
    desk.put("complaints.csv", COMPLAINTS)
    desk.put("payments.csv", PAYMENTS)
    desk.put("riders.csv", RIDERS)
    desk.load()
    return desk


def ledger(city):
    return city.rows(
        "select kind, entity, change, rows_changed from raw.deletions order by entity, change"
    )


def test_a_customer_s_rows_and_what_hangs_on_them_are_gone(city):
    told = forget(city.home, "customer", "C9", None)
    assert city.held() == ["A3"]
    assert city.held("complaint_id", "complaints") == ["K3"]
    assert city.held("payment_id", "payments") == ["P3"]
    assert city.held("rider_id", "riders") != []
    assert "C9" not in told


def test_the_ledger_says_when_and_how_many_and_not_who(city):
    forget(city.home, "customer", "C9", None)
    assert ledger(city) == [
        ("customer", "complaints", "rows_deleted", 2),
        ("customer", "orders", "quarantined_text_removed", 1),
        ("customer", "orders", "rows_deleted", 1),
        ("customer", "payments", "rows_deleted", 1),
    ]
    assert "C9" not in str(city.rows("from raw.deletions"))
    assert "C9" not in str(city.rows("from raw.forgotten"))


def test_quarantined_text_that_names_them_is_blank_and_still_counted(city):
    forget(city.home, "customer", "C9", None)
    assert city.rows("select original_text, record from raw.quarantine") == [
        ("(deleted on request)", None)
    ]
    assert city.quarantined()[0][3] is None
    assert city.rows("select sum(rows_quarantined) from raw.loads_behind_run") == [(1,)]


def test_a_rider_s_orders_stay_without_the_rider(city):
    forget(city.home, "rider", "R7", None)
    assert city.held() == ["A1", "A3"]
    assert city.held("rider_id") == [None, None]
    assert len(city.held("rider_id", "riders")) == 1
    assert ("rider", "orders", "identifier_removed", 2) in ledger(city)


@pytest.mark.parametrize(("kind", "person"), [("customer", "C9"), ("rider", "R7")])
def test_files_that_come_later_are_loaded_without_them(city, kind, person):
    forget(city.home, kind, person, None)
    held = {entity: city.rows(f"from raw.{entity} order by all") for entity in held_by(city)}
    # The same rows in files of other bytes, and for the customer a new order with a payment.
    city.put(
        "orders.csv",
        with_people(
            order(1) + ",C9,R7",
            order(2, order_value="a lot") + ",C9,R7",
            order(3) + ",C8,R7",
            order(4, order_value="7 yuan") + ",C9,",
        ),
    )
    city.put("complaints.csv", COMPLAINTS + "\n")
    city.put("payments.csv", PAYMENTS + "\n")
    city.put("riders.csv", RIDERS + "\n")
    report = city.load()
    assert all(load.rows_read == load.rows_placed for load in report.loads)
    for entity, rows in held.items():
        assert city.rows(f"from raw.{entity} order by all") == rows, entity
    text = str(city.rows("select original_text, record, reasons from raw.quarantine"))
    assert person not in text
    if kind == "customer":
        assert report.totals()["rows_excluded"] == 1 + 2 + 1


def held_by(city):
    return ("orders", "complaints", "payments", "riders")


def test_what_hangs_on_a_later_order_goes_with_it(city):
    forget(city.home, "customer", "C9", None)
    city.put("orders.csv", with_people(order(5) + ",C9,R7"))
    city.put(
        "complaints.csv",
        COMPLAINTS.splitlines()[0] + "\np,K5,A5,east,,late,2024-05-01 14:00:00,open\n",
    )
    city.put("payments.csv", PAYMENTS.splitlines()[0] + "\np,P5,A5,2024-05-01 12:00:00,1,true\n")
    city.load()
    assert "A5" not in city.held()
    assert "K5" not in city.held("complaint_id", "complaints")
    assert "P5" not in city.held("payment_id", "payments")


def test_doing_it_again_changes_nothing(city):
    forget(city.home, "customer", "C9", None)
    before = city.rows("from raw.deletions"), city.rows("from raw.forgotten order by all")
    told = forget(city.home, "customer", "C9", None)
    assert (city.rows("from raw.deletions"), city.rows("from raw.forgotten order by all")) == before
    assert "No row names this person" in told


def test_whom_nothing_names_is_kept_out_from_now_on(city):
    assert "No row names this person" in forget(city.home, "customer", "C77", None)
    city.put("orders.csv", with_people(order(7) + ",C77,"))
    assert city.load().totals()["rows_excluded"] == 1
    assert ledger(city) == []


def test_an_identifier_of_two_platforms_wants_the_platform_named(city):
    city.put("more/orders.csv", with_people(order(1, platform_id="q") + ",C9,"))
    city.put("orders.csv", with_people(order(1, platform_id="q") + ",C9,", order(1) + ",C9,"))
    city.load()
    with pytest.raises(CannotForget, match="--platform: one of p, q"):
        forget(city.home, "customer", "C9", None)
    forget(city.home, "customer", "C9", "q")
    assert city.rows("select platform_id, order_id from raw.orders order by all") == [
        ("p", "A1"),
        ("p", "A3"),
    ]


def test_the_command_reads_the_identifier_and_never_repeats_it(city):
    def command(*arguments, given=None):
        return subprocess.run(
            [
                *(sys.executable, "-m", "pipelines.cli", "forget"),
                *(*arguments, "--home", str(city.home.root)),
            ],
            input=given,
            cwd=REPO,
            capture_output=True,
            text=True,
            check=False,
        )

    assert command("--customer", "C9", "--rider", "R7").returncode == 2
    with hold_warehouse(city.home):
        held = command("--customer", "C9")
    assert held.returncode == 1
    assert "Another run holds the warehouse" in held.stderr
    done = command("--customer", "-", given="C9\n")
    assert done.returncode == 0, done.stderr
    assert "C9" not in done.stdout + done.stderr
    assert city.held() == ["A3"]


def test_nothing_of_them_is_left_in_the_tables(city):
    pseudonyms = city.rows("select distinct customer_id from raw.orders where order_id = 'A1'")
    forget(city.home, "customer", "C9", None)
    ((pseudonym,),) = pseudonyms
    with duckdb.connect(city.home.warehouse, read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw'"
        ).fetchall()
        for (table,) in tables:
            text = str(connection.execute(f"select t::varchar from raw.{table} t").fetchall())
            assert "C9" not in text, table
            assert pseudonym not in text or table == "forgotten", table
