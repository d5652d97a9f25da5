"""A mapping that cannot be used: told before any file is read, with the remedy."""

import pytest

from pipelines.intake.mapping import MappingError, read_mapping
from tests.pipelines.intake.conftest import order, orders

GOOD = "entities: {orders: {files: orders.csv, columns: {order_id: id}}}"


def told(desk, text: str) -> str:
    with pytest.raises(MappingError) as error:
        read_mapping(desk.map(text))
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            GOOD.replace("orders:", "order:"),
            "mapping.yml › order: there is no entity 'order'. Did you mean 'orders'?",
        ),
        (
            GOOD.replace("order_id:", "ordr_id:"),
            "orders › ordr_id: there is no column 'ordr_id'. Did you mean 'order_id'?",
        ),
        (
            GOOD.replace("files", "file"),
            "mapping.yml › orders › file: there is no key 'file'. Did you mean 'files'?",
        ),
        (
            "time_zone: UTC\n" + GOOD,
            "mapping.yml › time_zone: there is no key 'time_zone'. Did you mean 'timezone'?",
        ),
        (
            "timezone: Asia/Shangai\n" + GOOD,
            "mapping.yml › timezone: there is no time zone 'Asia/Shangai'. "
            "Did you mean 'Asia/Shanghai'?",
        ),
        (
            GOOD.replace("columns", "options: {delimiter: ';'}, columns"),
            "mapping.yml › orders › options.delimiter: there is no option 'delimiter'. "
            "Did you mean 'delim'?",
        ),
        (
            GOOD.replace("columns", "options: {encoding: gb18300}, columns"),
            "mapping.yml › orders › options.encoding: there is no encoding 'gb18300'. "
            "Did you mean 'gb18030'?",
        ),
        (
            GOOD.replace("columns", "options: {skip: two}, columns"),
            "options.skip: 'two' is not a number of lines. Write 0 or more.",
        ),
        (
            GOOD.replace("columns", "options: {delim: ';;'}, columns"),
            "options.delim: ';;' is not one character.",
        ),
        (GOOD.replace("columns", "options: [1], columns"), "options: nothing is declared"),
        (GOOD.replace("files: orders.csv, ", ""), "orders › files: no file named"),
        (GOOD.replace("orders.csv", "../orders.csv"), "leads out of the inputs"),
        (GOOD.replace("orders.csv", "/etc/orders.csv"), "leads out of the inputs"),
        (GOOD.replace("{order_id: id}", "{}"), "orders › columns: nothing is declared"),
        (GOOD.replace(": id}", ": }"), "columns.order_id: None is not an SQL expression"),
        ("entities: {orders: []}", "orders: nothing is declared"),
        ("entities: {}", "entities: nothing is declared"),
        ("- orders", "mapping.yml: nothing is declared"),
        ("entities: {orders", "mapping.yml: not YAML"),
    ],
)
def test_the_fault_is_named_with_its_place_and_remedy(desk, text, message):
    assert message in told(desk, text)


def test_sql_that_does_not_parse_is_named_with_the_place_in_it(desk):
    message = told(desk, GOOD.replace(": id}", ": 'upper(id) id2 x'}"))
    assert message.startswith("mapping.yml › orders › columns.order_id: syntax error at or near")
    assert "(character 15 of 'upper(id) id2 x')" in message


def test_a_missing_mapping_file_is_named(desk):
    with pytest.raises(MappingError, match=r"none\.yml: No such file"):
        read_mapping(desk.inputs / "none.yml")


def test_a_wrong_column_name_of_the_file_stops_it_and_offers_the_nearest(desk):
    desk.put("orders.csv", orders(order(1)))
    desk.put("regions.csv", "region_id\nwest\n")
    mapping = desk.map(
        """
        platform: p
        entities:
          regions: {files: regions.csv}
          orders: {files: orders.csv, columns: {order_id: "upper(ordr_id)"}}
        """
    )
    report = desk.load(mapping)
    assert [str(failure) for failure in report.failures] == [
        "orders › orders.csv › order_id: upper(ordr_id): the file has no column 'ordr_id'. "
        "Did you mean 'order_id'?"
    ]
    assert desk.held("region_id", "regions") == ["west"]


def test_a_text_whose_quotes_yaml_has_taken_is_told_how_to_be_written(desk):
    desk.put("orders.csv", orders(order(1)))
    mapping = desk.map(
        "platform: p\nentities: {orders: {files: orders.csv, columns: {order_id: 'meal'}}}"
    )
    (failure,) = desk.load(mapping).failures
    assert failure.remedy.endswith("For the text itself, write \"'meal'\".")


def test_an_expression_that_does_not_fit_the_files_types_stops_it(desk):
    desk.put("orders.csv", orders(order(1)))
    mapping = desk.map(
        """
        platform: p
        entities: {orders: {files: orders.csv, columns: {order_id: order_value * placed_at}}}
        """
    )
    (failure,) = desk.load(mapping).failures
    assert failure.where == "order_id: order_value * placed_at"
    assert "*(VARCHAR, VARCHAR)" in failure.what


def test_no_file_at_all_is_an_error_that_says_what_to_name_them(desk):
    desk.put("bestellungen.csv", orders(order(1)))
    with pytest.raises(MappingError, match=r"Name files after the entities \(orders\.csv"):
        desk.load()


def test_numbers_and_truth_values_of_yaml_are_taken_as_sql(desk):
    mapping = read_mapping(
        desk.map("entities: {orders: {files: o.csv, columns: {is_test: no, order_value: 5}}}")
    )
    (part,) = mapping.entities["orders"]
    assert part.columns == {"is_test": "false", "order_value": "5"}
