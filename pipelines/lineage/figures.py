"""The published figures: which model makes each, with what SQL, out of which columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.lineage.columns import Column
from pipelines.lineage.project import Project

# What a model of figures publishes of each.
PUBLISHED = ("value", "numerator", "denominator", "n")
MADE_IN = {
    "sum": "intermediate.sum_figures",
    "ratio": "intermediate.ratio_figures",
    "percentile": "intermediate.quantile_figures",
}


@dataclass(frozen=True)
class Figure:
    metric_id: str
    model: str
    sql: str
    """A statement of its own that gives it; empty where that is the model's."""
    columns: frozenset[Column]
    """The columns of models that it is worked out from."""


def figures(project: Project) -> list[Figure]:
    found = [*_of_the_semantic_layer(project), *_of_models(project)]
    return sorted(found, key=lambda figure: figure.metric_id)


def _of_models(project: Project) -> Iterator[Figure]:
    """Figures with a model of their own, which names them in its `config.meta.figures`."""
    for node in project.manifest["nodes"].values():
        for figure in node["config"].get("meta", {}).get("figures", []):
            table = f"{node['schema']}.{node['name']}"
            columns = frozenset(
                (table, name) for name in PUBLISHED if name in project.columns.get(table, {})
            )
            yield Figure(figure["metric_id"], table, "", columns)


def _of_the_semantic_layer(project: Project) -> Iterator[Figure]:
    measures = _measures(project)
    for metric in project.manifest["metrics"].values():
        if metric["config"]["meta"].get("section"):
            used = [measures[used["name"]] for used in metric["type_params"]["input_measures"]]
            columns = frozenset().union(*(measure.columns(project) for measure in used))
            kind = used[0].aggregation if metric["type"] == "simple" else _kind(used)
            yield Figure(metric["name"], MADE_IN[kind], _sql(metric, used), columns)


def _kind(used: list["Measure"]) -> str:
    return "ratio" if len(used) > 1 else "sum"


@dataclass(frozen=True)
class Measure:
    name: str
    table: str
    expression: str
    aggregation: str
    percentile: float | None

    @property
    def aggregate(self) -> str:
        if self.aggregation == "percentile":
            return f"quantile_cont({self.expression}, {self.percentile})"
        return f"{self.aggregation}({self.expression})"

    def columns(self, project: Project) -> frozenset[Column]:
        words = set(re.findall(r"\w+", re.sub(r"'[^']*'", "", self.expression)))
        return frozenset((self.table, name) for name in words & project.columns[self.table].keys())


def _measures(project: Project) -> dict[str, Measure]:
    return {
        measure["name"]: Measure(
            measure["name"],
            "{schema_name}.{alias}".format(**semantic_model["node_relation"]),
            measure["expr"] or measure["name"],
            measure["agg"],
            (measure["agg_params"] or {}).get("percentile"),
        )
        for semantic_model in project.manifest["semantic_models"].values()
        for measure in semantic_model["measures"]
    }


def _sql(metric: dict, used: list[Measure]) -> str:
    """A statement that gives the figure of all regions and dates, from the tables of a release."""
    parameters = metric["type_params"]
    if metric["type"] == "ratio":
        formula = f"{parameters['numerator']['name']} / {parameters['denominator']['name']}"
    else:
        formula = parameters["expr"] or used[0].name
    tables = {measure.table for measure in used}
    for measure in used:
        one = measure.aggregate
        if len(tables) > 1:
            one = f"(select {one} from {measure.table})"
        # A function, since an expression may hold backslashes.
        formula = re.sub(rf"\b{measure.name}\b", lambda _, one=one: f"\n    {one}\n   ", formula)
    lines = [line.rstrip() for line in f"select{formula} as {metric['name']}".splitlines()]
    source = f"\nfrom {tables.pop()}" if len(tables) == 1 else ""
    return "\n".join(line for line in lines if line) + source
