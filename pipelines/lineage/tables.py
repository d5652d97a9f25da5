"""The lineage as tables of a release."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import duckdb

from pipelines.lineage.columns import Column
from pipelines.lineage.figures import Figure, figures
from pipelines.lineage.kept import Rows, kept
from pipelines.lineage.project import Project
from pipelines.sql_text import literal

# Name, what one row is, columns. All text.
TABLES = {
    "models": (
        "The dbt models behind the figures, with the SQL that made them. One row per model.",
        ("model", "layer", "description", "sql"),
    ),
    "model_tests": (
        "The tests that guard the models. One row per model and test.",
        ("model", "test_name", "kind", "description"),
    ),
    "metric_definitions": (
        "The model that makes each figure, and a statement that gives it; where that is empty, the"
        " model's own SQL does. One row per figure.",
        ("metric_id", "model", "sql"),
    ),
    "metric_models": (
        "The models that a figure's numbers pass. One row per figure, model and what it reads.",
        ("metric_id", "model", "reads"),
    ),
    "metric_columns": (
        "The columns of the input contracts that a figure is worked out from, the columns that"
        " choose what it counts included. One row per figure and column.",
        ("metric_id", "entity", "column_name", "description"),
    ),
}


def lineage(manifest: Path) -> Rows:
    """The rows of each table; none where nothing has been compiled."""
    if not manifest.exists():
        return {name: [] for name in TABLES}
    return kept(manifest, _traced)


def _traced(manifest: dict) -> Rows:
    project = Project(manifest)
    paths = {figure: _Path(project, figure) for figure in figures(project)}
    return {
        "models": [
            (model.table, model.layer, model.description, model.sql)
            for model in sorted(project.models.values(), key=lambda model: model.table)
        ],
        "model_tests": project.tests(),
        "metric_definitions": [(figure.metric_id, figure.model, figure.sql) for figure in paths],
        "metric_models": [row for path in paths.values() for row in path.models()],
        "metric_columns": [row for path in paths.values() for row in path.contract_columns()],
    }


def write(connection: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    connection.begin()
    for name, (comment, columns) in TABLES.items():
        typed = ", ".join(f"{column} varchar" for column in columns)
        connection.execute(f"create table release.{name} ({typed})")
        connection.execute(f"comment on table release.{name} is {literal(comment)}")
        # As one text: row by row takes seconds, and so does importing what hands over tables.
        values = ", ".join(f"row ->> {place}" for place in range(len(columns)))
        connection.execute(
            f"insert into release.{name} select {values} from (select unnest($1::json[]) as row)",
            [json.dumps(rows[name])],
        )
    connection.commit()


class _Path:
    """Every column that a figure's numbers come through, back to those of the raw tables."""

    def __init__(self, project: Project, figure: Figure) -> None:
        self.project = project
        self.figure = figure
        self.edges: set[tuple[str, str]] = set()
        self.passed: set[Column] = set()
        for column in figure.columns:
            self._follow(column)
            self._add_steps_after(column[0])

    def _follow(self, column: Column) -> None:
        if column in self.passed:
            return
        self.passed.add(column)
        table, name = column
        for source in self.project.columns.get(table, {}).get(name, ()):
            if source[0] != table:
                self.edges.add((table, source[0]))
            self._follow(source)

    def _add_steps_after(self, fact: str) -> None:
        """The steps that sum up a fact: the shortest way from the model that makes the figure."""
        ways = [[self.figure.model]]
        for way in ways:
            if way[-1] == fact:
                self.edges.update(pairwise(way))
                return
            model = self.project.models.get(way[-1])
            ways += [[*way, read] for read in model.reads] if model else []

    def models(self) -> Iterator[tuple[str, ...]]:
        for model, reads in sorted(self.edges):
            yield (self.figure.metric_id, model, reads)

    def contract_columns(self) -> Iterator[tuple[str, ...]]:
        sources = {node["name"]: node for node in self.project.manifest["sources"].values()}
        for table, name in sorted(self.passed):
            schema, entity = table.split(".")
            if schema == "raw":
                described = sources[entity]["columns"].get(name, {}).get("description", "")
                yield (self.figure.metric_id, entity, name, described.strip())
