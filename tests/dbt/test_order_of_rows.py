"""No figure's last digit hangs on the order of rows: a sum of doubles would, from run to run.

Sums of columns that hold whole numbers are exact; what is worked out inside a sum is added up in
fixed point (exact_sum) or in hugeint. DuckDB's own plan says what each sum is of.
"""

import json
from collections.abc import Iterator
from datetime import datetime

from tests.compiled_project import new_catalog

# Clustered gaps: whole numbers, and the variances of two samples at most.
WITHOUT_AN_ORDER = {"fairness_standard_errors"}


def test_what_is_worked_out_inside_a_sum_is_no_double(compiled_project):
    with new_catalog(datetime(2026, 1, 1)) as connection:  # noqa: DTZ001
        compiled_project.build(connection)
        models = {
            node.name: plan(connection, node.create)
            for node in compiled_project.needed_for()
            if "read_csv" not in node.create
        }
    found = {name for name, tree in models.items() for each in sums(tree) if is_of_a_double(each)}
    assert len(models) > 100
    assert found == WITHOUT_AN_ORDER


def plan(connection, create: str) -> dict:
    query = create.split(" as ", 1)[1]
    query = query.strip().removeprefix("(").removesuffix(")") if "create view" in create else query
    told = connection.execute("select json_serialize_plan(?::varchar)", [query]).fetchone()[0]
    tree = json.loads(told)
    assert not tree["error"], tree
    return tree


def sums(tree: object) -> Iterator[dict]:
    """Each sum or average in a plan, whether over groups or over windows."""
    if isinstance(tree, list):
        for branch in tree:
            yield from sums(branch)
    elif isinstance(tree, dict):
        if tree.get("name") in ("sum", "avg") and "children" in tree:
            yield tree
        for branch in tree.values():
            yield from sums(branch)


def is_of_a_double(call: dict) -> bool:
    return any(
        child["expression_class"] == "BOUND_FUNCTION"
        and child["return_type"]["id"] in ("DOUBLE", "FLOAT")
        for child in call["children"]
    )
