"""A digest tells what a table holds, whatever the order and the bytes it is written in."""

import duckdb
import pytest

from pipelines.releases.row_digests import row_digests

ROWS = "select range::integer as number, 'name ' || range as name from range(5000)"


def digest(folder, sql):
    file = folder / "one.duckdb"
    file.unlink(missing_ok=True)
    with duckdb.connect(file) as connection:
        connection.execute(f"create table held as {sql}")
    return row_digests(file)["main.held"]


def test_the_order_of_rows_changes_nothing(tmp_path):
    assert digest(tmp_path, ROWS) == digest(tmp_path, f"from ({ROWS}) order by hash(number)")


@pytest.mark.parametrize(
    "other",
    [
        f"{ROWS} where range < 4999",
        f"{ROWS} union all select 7, 'name 7'",
        f"select * replace (if(number = 7, null, name) as name) from ({ROWS})",
        f"select * replace (if(number = 7, 'NULL', name) as name) from ({ROWS})",
        f"select name, number from ({ROWS})",
        f"select number::bigint as number, name from ({ROWS})",
        f"select number, name as called from ({ROWS})",
    ],
)
def test_a_row_more_or_less_or_other_changes_it(tmp_path, other):
    assert digest(tmp_path, ROWS) != digest(tmp_path, other)


def test_what_lies_in_which_column_counts(tmp_path):
    one = digest(tmp_path, "select 'a' as x, 'b\",\"y\":\"c' as y")
    assert one != digest(tmp_path, "select 'a\",\"y\":\"b' as x, 'c' as y")


def test_an_empty_table_has_a_digest_of_its_columns(tmp_path):
    assert digest(tmp_path, f"{ROWS} limit 0") != digest(tmp_path, "select 1 as x limit 0")
