"""What dbt compiled: models and seeds in order, each with its SQL, and the tests that guard it."""

from dataclasses import dataclass
from functools import cached_property

from pipelines.lineage.columns import Column, Tracer


@dataclass(frozen=True)
class Model:
    table: str
    """schema.name, as it stands in the warehouse and in a release."""
    layer: str
    description: str
    sql: str
    reads: tuple[str, ...]


class Project:
    """A manifest that `dbt build` or `dbt compile` wrote."""

    def __init__(self, manifest: dict) -> None:
        self.manifest = manifest
        self._tables = {
            key: _table(node)
            for key, node in (manifest["nodes"] | manifest["sources"]).items()
            if node["resource_type"] in ("model", "seed", "source")
        }

    @cached_property
    def models(self) -> dict[str, Model]:
        """By table, each after those that it reads."""
        found: dict[str, Model] = {}
        for key in sorted(self._of_type("model")):
            self._add(key, found)
        return found

    @cached_property
    def columns(self) -> dict[str, dict[str, frozenset[Column]]]:
        """Of each model's columns, the columns of other tables that they are worked out from."""
        tracer = Tracer()
        for node in [*self.manifest["sources"].values(), *self._of_type("seed").values()]:
            tracer.add_table(_table(node), list(node["columns"]))
        return {
            table: tracer.add_select(table, model.sql)
            for table, model in self.models.items()
            if model.sql
        }

    def tests(self) -> list[tuple[str, str, str, str]]:
        """Table, name, kind (data or unit) and description of every test."""
        units = self.manifest["unit_tests"].values()
        data = self._of_type("test").values()
        return sorted(
            (self._tables[table], test["name"], kind, test["description"].strip())
            for kind, tests in (("data", data), ("unit", units))
            for test in tests
            for table in test["depends_on"]["nodes"]
            if table in self._tables and _is_about(test, table)
        )

    def _of_type(self, kind: str) -> dict[str, dict]:
        nodes = self.manifest["nodes"].items()
        return {key: node for key, node in nodes if node["resource_type"] == kind}

    def _add(self, key: str, found: dict[str, Model]) -> None:
        node = self.manifest["nodes"].get(key)
        if not node or node["resource_type"] != "model" or self._tables[key] in found:
            return
        for parent in node["depends_on"]["nodes"]:
            self._add(parent, found)
        found[self._tables[key]] = Model(
            self._tables[key],
            node["fqn"][1],
            node["description"].strip(),
            self._without_database(node),
            tuple(sorted({self._tables[parent] for parent in node["depends_on"]["nodes"]})),
        )

    def _without_database(self, node: dict) -> str:
        """The SQL as a reader of any file can use it: the warehouse's own name is no part of it."""
        sql = (node.get("compiled_code") or "").strip()
        return sql.replace(f'"{node["database"]}".', "")


def _table(node: dict) -> str:
    return f"{node['schema']}.{node.get('alias') or node['name']}"


def _is_about(test: dict, table: str) -> bool:
    """A test with arguments names other tables too; it stands at the one it is written for."""
    attached = test.get("attached_node")
    if test["resource_type"] == "unit_test":
        return table.endswith(f".{test['model']}")
    return attached in (None, table)
