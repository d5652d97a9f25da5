"""The rules of a contract as SQL, and the reasons for which a record breaks them.

Works on the step `typed` of the judgement: each column's given value and typed value.
"""

from zoneinfo import available_timezones

from pipelines.contracts import Column, Contract
from pipelines.intake.judging.casts import ZEROS, is_text
from pipelines.intake.judging.plan import ColumnSource, FilePlan
from pipelines.sql_text import literal

LONGEST_VALUE = 200


def broken_rules(plan: FilePlan) -> str:
    """For each column the first rule that its value breaks."""
    rules = [f"{_first_broken(source)} as {source.rule}" for source in plan.mapped]
    return f"select *, {', '.join(rules)} from typed"


def _first_broken(source: ColumnSource) -> str:
    column, value = source.column, source.given
    cases = []
    if source.expression.can_fail:
        cases.append((source.failed, "'expression'"))
    if column.required:
        cases.append((f"{value} is null", "'required'"))
    cases.append((f"{value} is not null and {column.name} is null", _type_rule(source)))
    if column.minimum is not None:
        rule = "'sentinel'" if column.sql_type == "timestamp" else "'minimum'"
        cases.append((f"{column.name} < {_bound(column, column.minimum)}", rule))
    if column.maximum is not None:
        cases.append((f"{column.name} > {_bound(column, column.maximum)}", "'maximum'"))
    if allowed := _allowed(column):
        cases.append((f"{column.name}::varchar not in ({allowed})", "'allowed'"))
    return "case " + " ".join(f"when {test} then {rule}" for test, rule in cases) + " end"


def _type_rule(source: ColumnSource) -> str:
    if source.column.sql_type != "timestamp" or not is_text(source.source_type):
        return "'type'"
    zeros = f"regexp_full_match({source.given}, {literal(ZEROS)})"
    return f"if({zeros}, 'sentinel', 'type')"


def _bound(column: Column, bound: str | float) -> str:
    if column.sql_type == "timestamp":
        return f"timestamp {literal(str(bound).removesuffix('Z'))}"
    return f"{literal(str(bound))}::{column.sql_type}"


def _allowed(column: Column) -> str:
    # Time zones are the one closed list that is not the contract's but the world's.
    values = sorted(available_timezones()) if column.name == "timezone" else column.allowed
    return ", ".join(literal(str(value)) for value in values)


def reasons(plan: FilePlan, contract: Contract) -> str:
    """Every reason of a record as a list; the lists are made for bad records only."""
    told = [('"where failed"', "where", "'expression'", "null")]
    for source in plan.mapped:
        rule = source.rule
        told.append((f"{rule} is not null", source.column.name, rule, _shown(source)))
    by_name = {source.column.name: source for source in plan.columns}
    for rule in contract.rules:
        source = by_name[rule.column]
        broken = f"({rule.holds}) is false"
        if source.expression:
            # A value that has a fault of its own is told once.
            broken = f"{source.rule} is null and {broken}"
        name = literal(f"holds: {rule.description}")
        told.append((broken, rule.column, name, _shown(source)))
    tests = " or ".join(f"({test})" for test, *_ in told)
    structs = ", ".join(
        f"case when {test} then {{'column_name': {literal(column)}, 'rule': {rule}, "
        f"'value': {value}}} end"
        for test, column, rule, value in told
    )
    return f"case when {tests} then list_filter([{structs}], lambda reason: reason is not null) end"


def _shown(source: ColumnSource) -> str:
    """The value as the reason tells it: never one that identifies a person."""
    if source.expression is None:
        return f"{source.column.name}::varchar"
    if source.hides_value:
        return f"if({source.given} is null, null, 'hidden')"
    value = f"{source.given}::varchar"
    if source.expression.can_fail:
        value = f"coalesce({value}, {source.read})"
    return f"left({value}, {LONGEST_VALUE})"
