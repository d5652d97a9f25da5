"""SQL expressions of a mapping: parsed and checked before anything runs them.

An expression may read the columns of its file and nothing else: no subquery, no other table,
no function that answers differently the next time.
"""

import json
from dataclasses import dataclass
from functools import cache

import duckdb

REFUSED = {
    "SUBQUERY": "a subquery is not allowed here; an expression reads its file's columns only",
    "STAR": "* is not allowed here; name the column",
    "PARAMETER": "a parameter ($ or ?) is not allowed here",
}


class ExpressionError(Exception):
    """Why an expression cannot be used."""


@dataclass(frozen=True)
class Expression:
    sql: str
    names: frozenset[str]
    """Columns it reads, in lower case."""
    parameters: frozenset[str]
    """Names that may be a lambda's own parameters."""
    has_window: bool
    can_fail: bool
    """More than a bare column or constant. TRY refuses windows: for it they cannot fail."""

    def unknown(self, columns: frozenset[str]) -> list[str]:
        """Names it reads that are neither the file's columns nor its own parameters."""
        return sorted(self.names - columns - self.parameters)


def parse(sql: str) -> Expression:
    """The expression, or an ExpressionError that says where it goes wrong."""
    tree = _scalar(sql)
    nodes = list(_nodes(tree))
    for node in nodes:
        _refuse(node)
    classes = {node["class"] for node in nodes}
    names = [node["column_names"][0].lower() for node in nodes if node["class"] == "COLUMN_REF"]
    own = [_first_name(node["lhs"]) for node in nodes if node["class"] == "LAMBDA"]
    has_window = "WINDOW" in classes
    return Expression(
        sql,
        frozenset(names),
        frozenset(filter(None, own)),
        has_window,
        can_fail=not has_window and not classes <= {"COLUMN_REF", "CONSTANT"},
    )


def _scalar(sql: str) -> dict:
    answer = _serialized(f"select {sql}\n")
    if answer["error"]:
        # 7 characters of "select " stand before the expression.
        place = max(int(answer.get("position", 7)) - 7, 0)
        raise ExpressionError(f"{answer['error_message']} (character {place + 1} of {sql!r})")
    nodes = [statement["node"] for statement in answer["statements"]]
    items = nodes[0].get("select_list", [])
    if len(nodes) != 1 or len(items) != 1 or items[0]["alias"] or _rest(nodes[0]) != _plain():
        raise ExpressionError(f"{sql!r} is not one expression")
    return items[0]


def _rest(node: dict) -> str:
    return json.dumps({key: value for key, value in node.items() if key != "select_list"})


@cache
def _plain() -> str:
    """A select of one expression, without the expression: no table, filter, order or limit."""
    return _rest(_serialized("select 1")["statements"][0]["node"])


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _serialized(statement: str) -> dict:
    (text,) = _parser().execute("select json_serialize_sql(?)", [statement]).fetchone()
    return json.loads(text)


def _nodes(tree: object):
    """Every expression of the parse tree."""
    if isinstance(tree, list):
        for item in tree:
            yield from _nodes(item)
    elif isinstance(tree, dict):
        if "class" in tree:
            yield tree
        for item in tree.values():
            yield from _nodes(item)


def _refuse(node: dict) -> None:
    if node["class"] in REFUSED:
        raise ExpressionError(REFUSED[node["class"]])
    if node["class"] != "FUNCTION":
        return
    name = node["function_name"].lower()
    if name in ("unnest", "generate_subscripts"):
        raise ExpressionError(f"{name}() would make several rows of one")
    if name == "error":
        raise ExpressionError(
            "error() would stop the whole file; to turn a row away, cast a text that says why: "
            "'no such day'::timestamp"
        )
    if name in _aggregates():
        raise ExpressionError(f"{name}() sums up rows; write {name}(…) over (…)")
    if name in _fickle():
        raise ExpressionError(
            f"{name}() answers differently each time, so no load could be repeated"
        )


def _first_name(node: dict) -> str | None:
    return node["column_names"][0].lower() if node["class"] == "COLUMN_REF" else None


@cache
def _aggregates() -> frozenset[str]:
    return _functions("aggregate") - _functions("scalar")


@cache
def _fickle() -> frozenset[str]:
    query = "select function_name from duckdb_functions() where stability <> 'CONSISTENT'"
    return frozenset(name for (name,) in _parser().execute(query).fetchall())


def _functions(kind: str) -> frozenset[str]:
    query = "select function_name from duckdb_functions() where function_type = ?"
    return frozenset(name for (name,) in _parser().execute(query, [kind]).fetchall())
