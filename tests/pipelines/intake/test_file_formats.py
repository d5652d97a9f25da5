"""One table in every spelling a platform may export it in: the same rows come out."""

import gzip
import json

import duckdb
import pytest

from tests.pipelines.intake.conftest import order, orders

TEXT = orders(order(1), order(2, region_id="上海"))

QUOTED = "\n".join(f'"{line}"'.replace(",", '","') for line in TEXT.splitlines())

JSON_LINES = "\n".join(
    json.dumps(dict(zip(TEXT.split("\n", 1)[0].split(","), line.split(","), strict=True)))
    for line in TEXT.splitlines()[1:]
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("orders.csv", TEXT.encode()),
        ("orders.csv", b"\xef\xbb\xbf" + TEXT.encode()),
        ("orders.csv", TEXT.replace("\n", "\r\n").encode()),
        ("orders.csv", TEXT.replace("\n", "\r").encode()),
        ("orders.csv", TEXT.replace("\n", "\r\n", 2).encode()),
        ("orders.csv", TEXT.rstrip("\n").encode()),
        ("orders.csv", TEXT.replace(",", ";").encode()),
        ("orders.csv", TEXT.replace(",", "\t").encode()),
        ("orders.csv", TEXT.replace(",", "|").encode()),
        ("orders.csv", QUOTED.encode()),
        ("ORDERS[1].csv", TEXT.encode()),
        ("orders.csv.gz", gzip.compress(TEXT.encode())),
        ("ORDERS.CSV.GZ", gzip.compress(TEXT.encode())),
        ("orders.jsonl", JSON_LINES.encode()),
        ("orders.jsonl", b"\xef\xbb\xbf" + JSON_LINES.replace("\n", "\r\n\n").encode()),
        ("orders.jsonl.gz", gzip.compress(JSON_LINES.encode())),
    ],
    ids=[
        "plain",
        "byte order mark",
        "CRLF",
        "CR",
        "mixed line ends",
        "no last newline",
        "semicolons",
        "tabs",
        "bars",
        "quoted",
        "a pattern for a name",
        "gzip",
        "gzip in capitals",
        "JSON lines",
        "JSON lines with CRLF and blanks",
        "JSON lines in gzip",
    ],
)
def test_the_same_rows_come_out(desk, name, content):
    desk.put(name, content)
    mapping = desk.map("entities: {orders: {files: '[oO]*'}}")
    report = desk.load(mapping)
    assert report.failures == []
    assert desk.rows("select order_id, region_id, order_value from raw.orders order by 1") == [
        ("A1", "east", 1000),
        ("A2", "上海", 1000),
    ]


def test_parquet_keeps_its_types(desk, tmp_path):
    desk.put("orders.csv", TEXT)
    file = desk.inputs / "orders.parquet"
    duckdb.execute(
        "copy (select * replace (placed_at::timestamptz as placed_at, order_value::integer as "
        f"order_value) from read_csv('{desk.inputs}/orders.csv')) to '{file}'"
    )
    (desk.inputs / "orders.csv").unlink()
    (load,) = desk.load().loads
    assert (load.rows_loaded, load.is_simulated) == (2, False)


def test_a_parquet_row_in_quarantine_keeps_its_number_and_content(desk):
    file = desk.inputs / "regions.parquet"
    duckdb.execute(
        "copy (select 'r' || range as region_id, range::integer as city_tier from range(1, 9)) "
        f"to '{file}'"
    )
    desk.put("regions.csv", "region_id,timezone\nx,UTC\n")
    mapping = desk.map("timezone: UTC\nentities: {regions: {files: regions.parquet}}")
    desk.load(mapping)
    # Tiers go to 6: rows 7 and 8 are out.
    assert desk.rows("select file_line, original_text from raw.quarantine order by 1") == [
        (7, '{"region_id":"r7","city_tier":7}'),
        (8, '{"region_id":"r8","city_tier":8}'),
    ]


def test_simulated_parquet_is_marked_in_the_ledger(desk):
    duckdb.execute(
        "copy (select 'r' as region_id) to "
        f"'{desk.inputs}/regions.parquet' (kv_metadata {{'fairlane.simulated': 'true'}})"
    )
    (load,) = desk.load().loads
    assert load.is_simulated


def test_gb18030_is_read_where_it_is_declared(desk):
    desk.put("orders.csv", TEXT.encode("gb18030"))
    mapping = desk.map("entities: {orders: {files: orders.csv, options: {encoding: gb18030}}}")
    desk.load(mapping)
    assert desk.held("region_id") == ["east", "上海"]


def test_gb18030_that_is_not_declared_stops_with_the_remedy(desk):
    desk.put("orders.csv", TEXT.encode("gb18030"))
    (failure,) = desk.load().failures
    assert failure.where.startswith("line 3, byte ")
    assert "Declare the file's `encoding` (such as gb18030)" in failure.remedy


def test_a_byte_that_is_not_of_the_declared_encoding_stops_the_file(desk):
    desk.put("orders.csv", TEXT.encode("gb18030") + b"p,\xff\xff")
    mapping = desk.map("entities: {orders: {files: orders.csv, options: {encoding: gb18030}}}")
    (failure,) = desk.load(mapping).failures
    assert failure.what == "byte 0xff is not gb18030"
    assert failure.where.startswith("line 4, ")


def test_options_say_how_a_csv_is_written(desk):
    text = "made by hand\n" + TEXT.replace(",", "~").replace("1000", "'10\\'00'")
    desk.put("orders.csv", text)
    mapping = desk.map(
        """
        entities:
          orders:
            files: orders.csv
            options: {skip: 1, delim: "~", quote: "'", escape: "\\\\", nullstr: [east, none]}
            columns:
              platform_id: platform_id
              order_id: order_id
              region_id: coalesce(region_id, 'nowhere')
              placed_at: placed_at
              delivered_at: delivered_at
              status: status
              order_value: replace(order_value, '''', '')
        """
    )
    report = desk.load(mapping)
    assert report.failures == []
    assert desk.held("region_id") == ["nowhere", "上海"]
    assert desk.held("order_value") == [1000, 1000]


def test_two_columns_of_one_name_are_told_apart(desk):
    text = TEXT.replace("order_value", "order_value,status").replace("1000", "1000,again")
    desk.put("orders.csv", text)
    assert desk.load().unused == [("orders.csv", "orders", ("status_2",))]
    assert desk.held("status") == ["delivered", "delivered"]


def test_json_lines_that_are_no_objects_are_quarantined(desk):
    desk.put("orders.jsonl", JSON_LINES + '\n{"torn": \n[1]\n')
    desk.load()
    assert desk.quarantined() == [
        (3, None, "json", "no JSON object"),
        (4, None, "json", "no JSON object"),
    ]
    assert desk.held() == ["A1", "A2"]


def test_a_json_line_in_quarantine_keeps_its_line_and_text(desk):
    bad = '{"order_id": "B1", "order_value": 12.5}'
    desk.put("orders.jsonl", JSON_LINES + "\n\n" + bad + "\n")
    desk.load()
    quarantined = "select file_line, original_text, record->>'order_value' from raw.quarantine"
    assert desk.rows(quarantined) == [(4, bad, "12.5")]
