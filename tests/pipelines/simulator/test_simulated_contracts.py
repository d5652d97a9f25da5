"""Every rule of every contract holds in a simulated world: intake would quarantine nothing."""

import pytest

from pipelines.contracts import contracts

COLUMNS = [(entity, column) for entity in contracts() for column in contracts()[entity].columns]
RULES = [(entity, rule) for entity in contracts() for rule in contracts()[entity].rules]


def name(value: object) -> str:
    return getattr(value, "name", None) or getattr(value, "holds", None) or str(value)


@pytest.mark.parametrize("entity", contracts())
def test_columns_have_the_names_types_and_order_of_the_contract(planted, entity):
    described = planted.rows(f"describe {entity}")
    assert [(column, kind.lower()) for column, kind, *_ in described] == [
        (column.name, column.sql_type) for column in contracts()[entity].columns
    ]


@pytest.mark.parametrize("entity", contracts())
def test_every_entity_has_rows_and_no_key_twice(planted, entity):
    key = ", ".join(contracts()[entity].key)
    rows, keys = planted.rows(f"select count(*), count(distinct ({key})) from {entity}")[0]
    assert rows > 0
    assert keys == rows


@pytest.mark.parametrize(("entity", "column"), COLUMNS, ids=name)
def test_values_are_present_where_required_and_within_their_bounds(planted, entity, column):
    broken = ["false"]
    if column.required:
        broken.append(f"{column.name} is null")
    if column.minimum is not None:
        broken.append(f"{column.name} < '{column.minimum}'::{column.sql_type}")
    if column.maximum is not None:
        broken.append(f"{column.name} > '{column.maximum}'::{column.sql_type}")
    if column.allowed:
        broken.append(f"{column.name} not in {column.allowed}")
    assert planted.value(f"select count(*) from {entity} where {' or '.join(broken)}") == 0


@pytest.mark.parametrize(("entity", "rule"), RULES, ids=name)
def test_rules_between_columns_hold(planted, entity, rule):
    assert planted.value(f"select count(*) from {entity} where not ({rule.holds})") == 0


@pytest.mark.parametrize(
    ("entity", "column"),
    [
        (entity, column)
        for entity, column in COLUMNS
        if column.sql_type == "timestamp"
        and not column.is_planned
        # Riders on duty in the last hour end their shift with it.
        and (entity, column.name) != ("rider_shifts", "ended_at")
    ],
    ids=name,
)
def test_nothing_is_known_before_it_happens(planted, entity, column):
    # The last second of 31 October in Shanghai.
    after = f"{column.name} > timestamp '2026-10-31 15:59:59'"
    assert planted.value(f"select count(*) from {entity} where {after}") == 0


@pytest.mark.parametrize(
    "entity", [entity for entity in contracts() if "region_id" in contracts()[entity].column_names]
)
def test_every_region_named_is_a_declared_one(planted, entity):
    unknown = "region_id not in (select region_id from regions)"
    assert planted.value(f"select count(*) from {entity} where {unknown}") == 0


def test_complaints_payments_and_surveys_name_orders_that_exist(planted):
    for entity in ["complaints", "payments", "surveys", "tracking"]:
        unknown = "order_id is not null and order_id not in (select order_id from orders)"
        assert planted.value(f"select count(*) from {entity} where {unknown}") == 0


def test_the_riders_of_orders_are_on_duty_when_the_order_is_placed(planted):
    off_duty = """
        select count(*) from orders
        where rider_id is not null and not exists (
            from rider_shifts
            where rider_shifts.rider_id = orders.rider_id
            and placed_at >= started_at and placed_at < ended_at
        )
    """
    assert planted.value(off_duty) == 0


def test_no_rider_works_two_shifts_at_once(planted):
    overlapping = """
        select count(*) from rider_shifts as one
        inner join rider_shifts as other
            on one.rider_id = other.rider_id and one.shift_id <> other.shift_id
            and one.started_at < other.ended_at and other.started_at < one.ended_at
    """
    assert planted.value(overlapping) == 0


def test_head_counts_are_those_of_the_shifts(planted):
    differing = """
        with counted as (
            select rider_supply.region_id, observed_at, riders_on_shift, count(shift_id) as on_shift
            from rider_supply
            left join rider_shifts
                on rider_shifts.region_id = rider_supply.region_id
                and observed_at >= started_at and observed_at < ended_at
            group by all
        )
        select count(*) from counted where on_shift <> riders_on_shift
    """
    assert planted.value(differing) == 0


def test_stages_follow_each_other_and_end_with_the_delivery(planted):
    stages = """
        placed_at, accepted_at, assigned_at, arrived_merchant_at, picked_up_at,
        arrived_customer_at, delivered_at
    """
    disordered = f"list_sort([{stages}]) <> [{stages}] or list_contains([{stages}], null)"
    assert planted.value(f"select count(*) from deliveries where {disordered}") == 0
