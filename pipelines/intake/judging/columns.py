"""Settling where each contract column of a file comes from, against the file's own columns."""

from dataclasses import replace

import duckdb

from pipelines.contracts import Column, Contract
from pipelines.intake.judging.expressions import Expression, parse
from pipelines.intake.judging.plan import ColumnSource, FilePlan
from pipelines.intake.mapping import EntityMapping, Mapping
from pipelines.intake.problems import FileStopped, nearest
from pipelines.sql_text import identifier, literal


def plan_file(
    connection: duckdb.DuckDBPyConnection,
    names: tuple[str, ...],
    contract: Contract,
    mapping: Mapping,
    part: EntityMapping,
) -> FilePlan:
    """Settle every column against the file's own columns. Stops the file where one cannot be."""
    by_lower = {name.lower(): name for name in names}
    columns = [
        _column_source(connection, column, part, mapping, by_lower) for column in contract.columns
    ]
    where = None
    if part.where is not None:
        where = parse(part.where)
        _check(connection, where, "where", by_lower)
    used = {name for source in columns if source.expression for name in source.expression.names}
    used |= where.names if where else set()
    return FilePlan(
        tuple(_hidden(columns)),
        where,
        tuple(name for lower, name in by_lower.items() if lower not in used),
    )


def _column_source(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    part: EntityMapping,
    mapping: Mapping,
    by_lower: dict[str, str],
) -> ColumnSource:
    sql = _expression_of(column, part, by_lower)
    if sql is None:
        return ColumnSource(column, None, _default(column, mapping, by_lower))
    expression = parse(sql)
    source_type = _check(connection, expression, column.name, by_lower)
    return ColumnSource(column, expression, source_type=source_type)


def _expression_of(column: Column, part: EntityMapping, by_lower: dict[str, str]) -> str | None:
    if part.columns is not None:
        return part.columns.get(column.name)
    return identifier(by_lower[column.name]) if column.name in by_lower else None


def _default(column: Column, mapping: Mapping, by_lower: dict[str, str]) -> str:
    declared = {"platform": mapping.platform, "timezone": mapping.timezone}
    if column.default_from in declared:
        if declared[column.default_from] is not None:
            return literal(declared[column.default_from])
    elif column.default_from:
        return identifier(column.default_from)
    if column.default is not None:
        return f"{literal(column.default)}::{column.sql_type}"
    if column.required:
        raise FileStopped(
            f"the required column {column.name!r} is missing",
            where="header",
            remedy=_remedy(column, mapping, by_lower),
        )
    return f"null::{column.sql_type}"


def _remedy(column: Column, mapping: Mapping, by_lower: dict[str, str]) -> str:
    if column.default_from == "platform":
        return "Add it to the file, or declare `platform` in a mapping."
    near = nearest(column.name, by_lower.values())
    if mapping.is_declared:
        return f"Map it under `columns`. The file's columns: {near}"
    return f"Add it to the file, or write a mapping. The file's columns: {near}"


def _check(
    connection: duckdb.DuckDBPyConnection,
    expression: Expression,
    key: str,
    by_lower: dict[str, str],
) -> str:
    """The type of the expression over this file; stops the file where it does not fit."""
    where = f"{key}: {expression.sql}"
    unknown = expression.unknown(frozenset(by_lower) | {"file_row_number"})
    if unknown:
        raise FileStopped(
            f"the file has no column {unknown[0]!r}",
            where=where,
            remedy=nearest(unknown[0], by_lower.values()) + _quotes(expression, unknown[0]),
        )
    try:
        query = f"describe select file_row_number, ({expression.sql}\n) as value from source"
        return connection.execute(query).fetchall()[1][1]
    except duckdb.Error as error:
        # Nothing was run: the message is about names and types, never about a row's values.
        what = str(error).splitlines()[0]
        remedy = "CSV and JSON columns arrive as text; cast them first, as in amount::double."
        raise FileStopped(what, where=where, remedy=remedy) from None


def _quotes(expression: Expression, name: str) -> str:
    """YAML takes the quotes of a text off: the commonest slip in a mapping."""
    return f" For the text itself, write \"'{name}'\"." if expression.sql.lower() == name else ""


def _hidden(columns: list[ColumnSource]) -> list[ColumnSource]:
    """Mark every column that reads what a person's column reads."""
    private = {
        name
        for source in columns
        if source.column.person and source.expression
        for name in source.expression.names
    }
    return [
        replace(source, hides_value=True)
        if source.expression and (source.column.person or source.expression.names & private)
        else source
        for source in columns
    ]
