"""Rules every model keeps. A failure names what breaks one."""

import re
from pathlib import Path

import pytest

MAY_READ = {
    "staging": {"source"},
    "intermediate": {"staging", "intermediate", "seed"},
    "marts": {"staging", "intermediate", "marts", "seed"},
    "metrics": {"staging", "intermediate", "marts", "metrics", "seed"},
}
NAMES = {
    "staging": r"stg_raw__\w+",
    "intermediate": r"int_{folder}__\w+",
    "marts": r"(fct|dim|agg)_\w+",
    "metrics": r"[a-z]\w+",
}


def models(manifest):
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]


def layer(node):
    return node["fqn"][1] if node["resource_type"] == "model" else node["resource_type"]


def test_layers_read_only_what_they_may(manifest):
    nodes = manifest["nodes"] | manifest["sources"]
    assert not [
        f"{model['name']} reads {nodes[parent]['name']}"
        for model in models(manifest)
        for parent in model["depends_on"]["nodes"]
        if layer(nodes[parent]) not in MAY_READ[layer(model)]
    ]


def test_models_are_named_for_their_layer_and_subject(manifest):
    assert not [
        model["name"]
        for model in models(manifest)
        if not re.fullmatch(NAMES[layer(model)].format(folder=model["fqn"][2]), model["name"])
    ]


def test_every_model_and_seed_says_what_one_row_is(manifest):
    assert not [
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] in {"model", "seed"}
        and "one row per" not in node["description"].lower()
    ]


def test_every_model_has_a_file_of_its_own_that_documents_it(manifest):
    assert not [
        model["name"]
        for model in models(manifest)
        if Path(model["patch_path"] or "").stem != model["name"]
    ]


def test_marts_and_metrics_keep_a_contract_with_every_column_described(manifest):
    published = [model for model in models(manifest) if model["schema"] in {"marts", "metrics"}]
    assert published
    assert not [model["name"] for model in published if not model["contract"]["enforced"]]
    assert not [
        f"{model['name']}.{column['name']}"
        for model in published
        for column in model["columns"].values()
        if not column["description"]
    ]


def test_readers_get_no_working_table(manifest):
    names = {model["name"] for model in models(manifest) if model["schema"] == "metrics"}
    assert names == {
        *("metric_values", "fairness_gaps", "claims", "metric_catalogue", "coverage"),
        *("complaint_curves", "freshness"),
    }


@pytest.mark.parametrize("kind", ["data test", "unit test"])
def test_tests_are_named_for_their_model(manifest, kind):
    if kind == "unit test":
        tests = [(test["model"], test["name"]) for test in manifest["unit_tests"].values()]
    else:
        tests = [
            (node["attached_node"].split(".")[-1], node["name"])
            for node in manifest["nodes"].values()
            if node["resource_type"] == "test" and not re.match("(unique|not_null)_", node["name"])
        ]
    assert tests
    assert not [name for model, name in tests if not name.startswith(f"{model}__")]
