"""Expressions of a mapping: what they may say, and that they reach nothing but their file."""

import pytest

from pipelines.intake.judging.expressions import ExpressionError, parse


@pytest.mark.parametrize(
    "sql",
    [
        "(select secret from elsewhere)",
        "exists(select 1)",
        "id in (select id from raw.orders)",
        "id from raw.orders",
        "id, other",
        "id as other",
        "distinct id",
        "id; drop table raw.orders",
        "1) as a, (2",
        "id where true",
        "id order by 1",
        "id limit 1",
        "id union select 2",
        "*",
        "columns(*)",
        "unnest([1, 2])",
        "sum(amount)",
        "random()",
        "now()",
        "gen_random_uuid()",
        "nextval('s')",
        "error('no')",
        "$1",
        "?",
        "",
        "case when a then",
    ],
)
def test_more_than_an_expression_over_the_row_is_refused(sql):
    with pytest.raises(ExpressionError):
        parse(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "id",
        '"Order ID"',
        "'delivered'",
        "id -- the platform's own",
        "created_at::timestamp + interval 60 minute",
        "case status when 'x' then 'lost' else status end",
        "row_number() over (partition by a order by b)",
        "sum(amount) over (partition by customer)",
        "list_filter([1], lambda x: x > id)",
        "payload->>'$.a'",
        "a[:2]",
    ],
)
def test_an_expression_over_the_row_is_taken(sql):
    assert parse(sql).sql == sql


def test_names_are_those_of_the_files_columns():
    expression = parse('upper(Name) || "Order ID" || list_filter(tags, lambda t: t > low)[1]')
    assert expression.unknown(frozenset({"name", "order id", "tags", "low"})) == []
    assert expression.unknown(frozenset({"name", "tags"})) == ["low", "order id"]


def test_the_current_date_is_no_column_of_the_file():
    assert parse("current_date").unknown(frozenset({"id"})) == ["current_date"]


def test_only_what_can_fail_is_tried():
    assert parse("a::integer").can_fail
    assert not parse("a").can_fail
    assert not parse("'x'").can_fail
    assert not parse("row_number() over ()").can_fail
