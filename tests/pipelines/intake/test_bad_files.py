"""Files that cannot be used: a clear error, nothing of them loaded, everything else loaded."""

import gzip
import json

import duckdb
import pytest

from tests.pipelines.intake.conftest import HEADER, Desk, order, orders

COMPLAINT = (
    "platform_id,complaint_id,region_id,received_at,status\np,C1,east,2024-05-01 13:00:00,open\n"
)


def stopped(desk: Desk, name: str, content: str | bytes, mapping: str | None = None) -> str:
    """Load the file beside a good one of complaints; the one failure, as the report tells it."""
    desk.put(name, content)
    desk.put("complaints.csv", COMPLAINT)
    report = desk.load(desk.map(mapping) if mapping else None)
    assert desk.held("complaint_id", "complaints") == ["C1"]
    assert desk.held() == []
    assert [load.entity for load in report.loads] == ["complaints"]
    (failure,) = report.failures
    return str(failure)


def test_a_missing_required_column_is_named_with_the_nearest_of_the_file(desk):
    text = orders(order(1)).replace("placed_at", "place_at")
    assert stopped(desk, "orders.csv", text) == (
        "orders › orders.csv › header: the required column 'placed_at' is missing. Add it to the "
        "file, or write a mapping. The file's columns: Did you mean 'place_at'?"
    )


def test_a_missing_platform_asks_for_a_mapping_that_declares_it(desk):
    text = orders(order(1)).replace("platform_id", "shop")
    assert "declare `platform` in a mapping" in stopped(desk, "orders.csv", text)


def test_a_byte_that_is_not_utf8_is_named_by_line_and_place(desk):
    # The header has 73 bytes with its newline, the first row 64; the bad byte opens row 2.
    lines = [line.encode() + b"\n" for line in orders(order(1), order(2)).splitlines()]
    place = len(lines[0]) + len(lines[1]) + 1
    failure = stopped(desk, "orders.csv", lines[0] + lines[1] + b"\xff" + lines[2])
    assert f"line 3, byte {place}: byte 0xff is not utf-8. Declare the file's `encoding`" in failure


def test_an_empty_file_says_so(desk):
    assert "orders.csv: the file is empty" in stopped(desk, "orders.csv", b"")


def test_a_byte_order_mark_alone_is_an_empty_file(desk):
    assert "the file is empty" in stopped(desk, "orders.csv", b"\xef\xbb\xbf\n")


def test_a_file_that_is_no_parquet_says_so(desk):
    assert "not a Parquet file" in stopped(desk, "orders.parquet", orders(order(1)))


def test_a_torn_parquet_file_says_so(desk, tmp_path):
    whole = tmp_path / "whole.parquet"
    duckdb.execute(f"copy (select range as order_id from range(1000)) to '{whole}'")
    assert "not a Parquet file" in stopped(desk, "orders.parquet", whole.read_bytes()[:-20])


def test_a_parquet_file_damaged_in_the_middle_says_so(desk, tmp_path):
    whole = tmp_path / "whole.parquet"
    columns = HEADER.split(",")
    row = dict(zip(columns, order(1).split(","), strict=True))
    listed = ", ".join(f"'{value}' || range as {column}" for column, value in row.items())
    duckdb.execute(f"copy (select {listed} from range(5000)) to '{whole}'")
    content = bytearray(whole.read_bytes())
    content[200:4000] = b"\xa5" * 3800
    assert "the file cannot be read to its end" in stopped(desk, "orders.parquet", bytes(content))


def test_a_kind_of_file_that_is_not_known_says_which_are(desk):
    mapping = "platform: p\nentities: {orders: {files: orders.xlsx}, complaints: {files: '*.csv'}}"
    assert ".csv, .csv.gz, .jsonl, .jsonl.gz or .parquet" in stopped(
        desk, "orders.xlsx", b"x", mapping
    )


def test_a_file_that_is_no_gzip_says_so(desk):
    assert "not a whole gzip file" in stopped(desk, "orders.csv.gz", orders(order(1)))


def test_a_torn_gzip_file_says_so(desk):
    packed = gzip.compress(orders(*map(order, range(500))).encode())
    assert "not a whole gzip file" in stopped(desk, "orders.csv.gz", packed[:-30])


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (b"PK\x03\x04", "an Excel or ZIP file"),
        (b"PAR1", "a Parquet file"),
        (b"\x1f\x8b", "packed with gzip"),
        (b"\xff\xfea\0", "UTF-16. Declare `encoding: utf-16`"),
    ],
)
def test_a_file_of_another_kind_is_told_for_what_it_is(desk, start, told):
    assert told in stopped(desk, "orders.csv", start + b" and so on")


def test_json_lines_without_an_object_say_so(desk):
    assert "no line holds a JSON object" in stopped(desk, "orders.jsonl", "[1, 2]\n3\n")


def test_an_option_that_means_nothing_for_the_file_is_refused(desk):
    mapping = """
        platform: p
        entities:
          orders: {files: orders.jsonl, options: {delim: ";"}}
          complaints: {files: complaints.csv}
    """
    failure = stopped(desk, "orders.jsonl", "{}", mapping)
    assert "the option 'delim' means nothing for this kind of file" in failure


def test_a_declared_file_that_is_not_there_is_missed(desk):
    mapping = "entities: {orders: {files: orders.csv}, complaints: {files: complaints.csv}}"
    assert "orders › orders.csv: no such file" in stopped(desk, "other.csv", "", mapping)


def test_a_header_only_is_a_load_of_no_rows(desk):
    (load,) = desk.load_orders().loads
    assert (load.rows_read, load.rows_loaded) == (0, 0)


def test_columns_that_nobody_maps_are_reported(desk):
    desk.put("orders.csv", orders(order(1) + ",x").replace("order_value", "order_value,Note"))
    assert desk.load().unused == [("orders.csv", "orders", ("Note",))]
    assert desk.held() == ["A1"]


@pytest.mark.parametrize("rest", ["p,A2,ea", 'p,"A2', "p,A2,east,2024-05-01 12:"])
def test_a_file_that_ends_in_the_middle_of_a_record_says_so(desk, rest):
    assert "ends in the middle of a record" in stopped(desk, "orders.csv", orders(order(1)) + rest)


def test_json_lines_that_end_in_the_middle_of_an_object_say_so(desk):
    whole = json.dumps(dict(zip(HEADER.split(","), order(1).split(","), strict=True)))
    torn = f"{whole}\n{whole[:40]}"
    assert "ends in the middle of a record" in stopped(desk, "orders.jsonl", torn)


def test_a_good_last_line_needs_no_end(desk):
    desk.put("orders.csv", orders(order(1), order(2)).rstrip())
    assert desk.load().totals()["rows_loaded"] == 2
