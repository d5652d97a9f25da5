"""What was traced once is not traced again, and never stands in for something else."""

import json

import pytest

from pipelines.lineage import kept as module
from pipelines.lineage.kept import kept


def manifest(sql, run="1"):
    node = {"compiled_code": sql, "created_at": run, "compiled_path": f"/home/{run}/a.sql"}
    return {"metadata": {"invocation_id": run}, "nodes": {"model.a": node}}


@pytest.fixture
def rows_of(monkeypatch, tmp_path):
    """Gives the lineage of a manifest, and how often one has been traced by then."""
    monkeypatch.setattr(module, "TARGET", tmp_path / "target")
    traced = []

    def trace(content):
        traced.append(content)
        return {"models": [(content["nodes"]["model.a"]["compiled_code"],)]}

    def rows(content):
        file = tmp_path / "manifest.json"
        file.write_text(json.dumps(content))
        return kept(file, trace)["models"], len(traced)

    return rows


def test_another_run_of_the_same_code_finds_what_was_traced(rows_of):
    assert rows_of(manifest("select 1", run="1")) == ([("select 1",)], 1)
    assert rows_of(manifest("select 1", run="2")) == ([("select 1",)], 1)


def test_other_sql_is_traced_anew(rows_of):
    assert rows_of(manifest("select 1")) == ([("select 1",)], 1)
    assert rows_of(manifest("select 2")) == ([("select 2",)], 2)
