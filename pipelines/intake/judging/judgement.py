"""Holding every record against the contract: the temporary table `judged`, in one pass of SQL.

One row per record that is not excluded: `file_row_number`, the contract's columns in their types,
and `reasons`, null where there is none.
"""

import duckdb

from pipelines.contracts import Contract
from pipelines.intake.judging.casts import cast, given
from pipelines.intake.judging.plan import ColumnSource, FilePlan
from pipelines.intake.judging.reasons import broken_rules, reasons
from pipelines.sql_text import identifier, literal


def judge(
    connection: duckdb.DuckDBPyConnection, plan: FilePlan, contract: Contract, zone: str
) -> None:
    """Make `judged` of `source`."""
    steps = {
        "kept": _kept(plan),
        "evaluated": _evaluated(plan),
        "normal": _normal(plan),
        "typed": _typed(plan, zone),
        "ruled": broken_rules(plan),
    }
    ctes = ", ".join(f"{name} as ({sql})" for name, sql in steps.items())
    connection.execute(
        f"create temp table judged as with {ctes} select file_row_number, "
        f"{', '.join(contract.column_names)}, {reasons(plan, contract)} as reasons from ruled"
    )


def _kept(plan: FilePlan) -> str:
    """Records that `where` keeps, and those on which it fails: these are for quarantine."""
    if plan.where is None:
        return 'select *, false as "where failed" from source'
    if plan.where.has_window:
        return (
            f'select *, false as "where failed" from source qualify ({plan.where.sql}\n)::boolean'
        )
    return (
        'select * exclude ("where result"), "where result" is null as "where failed" from ('
        f"select *, try({{'value': ({plan.where.sql}\n)::boolean}}) as \"where result\" from source"
        ') where "where result" is null or "where result".value'
    )


def _evaluated(plan: FilePlan) -> str:
    """Each expression's result; null, not a struct of null, where it failed."""
    items = ["file_row_number", '"where failed"']
    for source in plan.mapped:
        sql, result = f"({source.expression.sql}\n)", source.result
        if not source.expression.can_fail:
            items.append(f"{sql} as {result}")
            continue
        items.append(f"try({{'value': {sql}}}) as {result}")
        items.append(f"case when {result} is null then {_read_values(source)} end as {source.read}")
    return f"select {', '.join(items)} from kept"


def _read_values(source: ColumnSource) -> str:
    """What a failed expression had read, for the reason: `created_at=NA`."""
    names = sorted(source.expression.names - source.expression.parameters)
    values = [
        f"{literal(name + '=')} || coalesce({identifier(name)}::varchar, '')" for name in names
    ]
    return f"concat_ws(', ', {', '.join(values)})" if values else "null::varchar"


def _normal(plan: FilePlan) -> str:
    """Blank text as null; whether the expression failed."""
    items = ["file_row_number", '"where failed"']
    for source in plan.mapped:
        result, value = source.result, source.result
        if source.expression.can_fail:
            value = f"{result}.value"
            items.append(f"{result} is null as {source.failed}")
            items.append(source.read)
        items.append(f"{given(value, source.source_type)} as {source.given}")
    return f"select {', '.join(items)} from evaluated"


def _typed(plan: FilePlan, zone: str) -> str:
    """The contract's columns; columns that are absent take their default."""
    items = ["*"]
    for source in plan.columns:
        column = source.column
        value = source.default
        if source.expression:
            value = cast(source.given, source.source_type, column.sql_type, zone)
        items.append(f"{value} as {column.name}")
    return f"select {', '.join(items)} from normal"
