"""2,224 telecom complaints of April to June 2015, 486 of which have day and month swapped."""

from datetime import datetime

import duckdb

from tests.conftest import metric_rows
from tests.real_data.conftest import records


def test_resolved_share_by_kind_of_place(run_of):
    shares = metric_rows(
        run_of("complaints_comcast"),
        "select member, numerator, denominator from metrics.metric_values"
        " where metric_id = 'resolved_share' and period_grain = 'all' and cut = 'region_type'"
        " and member <> 'unknown' order by member",
    )
    assert shares == [("county", 120, 156), ("rural", 25, 35), ("urban", 1_560, 2_027)]


def test_the_swapped_dates_are_read_right(run_of):
    swapped = {
        row["Ticket"]: datetime.strptime(row["Date"], "%m/%d/%Y").date()  # noqa: DTZ007
        for row in records("complaints_comcast", "complaints.csv")
        if row["Date_month_year"].split("-")[1] not in ("Apr", "May", "Jun")
    }
    assert len(swapped) == 486
    database = run_of("complaints_comcast").current_release.resolve() / "analyst.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        held = dict(
            connection.execute(
                "select complaint_id, business_date from marts.fct_complaints"
            ).fetchall()
        )
        ((read, loaded),) = connection.execute(
            "select rows_read, rows_loaded from release.loads where entity = 'complaints'"
        ).fetchall()
    assert {ticket: held[ticket] for ticket in swapped} == swapped
    assert {(day.year, day.month) for day in held.values()} == {(2015, 4), (2015, 5), (2015, 6)}
    assert read == loaded == 2_224
