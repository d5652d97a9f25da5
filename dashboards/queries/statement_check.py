"""Whether a statement that a reader typed only reads tables. Judged by its syntax tree."""

import json
from collections.abc import Iterator

from dashboards import pinned_release
from dashboards.warehouse import Release

TABLE_FUNCTIONS = {"range", "generate_series", "unnest", "json_each", "json_tree"}
# They tell of the machine that runs the query, not of the data.
REFUSED_FUNCTIONS = {"current_setting", "write_log"}
LENGTH_LIMIT = 20_000
SYSTEM_PREFIXES = ("duckdb_", "pragma_", "pg_", "sqlite_")
SYSTEM_VIEWS = {"duckdb_tables", "duckdb_columns", "duckdb_views"}


class RefusedError(Exception):
    """Why a statement is not run: the key of a text, and what it names."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def check(release: Release, sql: str) -> None:
    """Raises RefusedError unless `sql` is one statement that reads tables of the release."""
    if not sql.strip():
        raise RefusedError("refused_empty")
    if len(sql) > LENGTH_LIMIT:
        raise RefusedError("refused_length", length=f"{LENGTH_LIMIT:,}")
    with pinned_release.cursor(release) as connection:
        answer = connection.execute("select json_serialize_sql(?::varchar)", [sql]).fetchone()
    tree = json.loads(answer[0])
    if tree["error"] and tree["error_type"] == "parser":
        raise RefusedError("refused_syntax", message=tree["error_message"].splitlines()[0])
    if tree["error"]:
        raise RefusedError("refused_kind")
    if len(tree["statements"]) != 1:
        raise RefusedError("refused_many")
    for node in _nodes(tree):
        _check_node(node)


def _check_node(node: dict) -> None:
    if node.get("type") == "TABLE_FUNCTION":
        name = node["function"].get("function_name", "").lower()
        if name not in TABLE_FUNCTIONS:
            raise RefusedError("refused_function", name=name)
    if node.get("function_name", "").lower() in REFUSED_FUNCTIONS:
        raise RefusedError("refused_function", name=node["function_name"])
    if node.get("type") == "BASE_TABLE":
        name = node["table_name"].lower()
        if name.startswith(SYSTEM_PREFIXES) and name not in SYSTEM_VIEWS:
            raise RefusedError("refused_table", name=name)


def _nodes(tree: object) -> Iterator[dict]:
    if isinstance(tree, dict):
        yield tree
        for child in tree.values():
            yield from _nodes(child)
    elif isinstance(tree, list):
        for child in tree:
            yield from _nodes(child)
