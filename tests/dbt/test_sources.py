"""What dbt says of the raw tables is what the contracts say."""

import pytest

from pipelines.contracts import contracts


def stated(manifest, table):
    columns = manifest["sources"][f"source.fairlane.raw.{table}"]["columns"].values()
    return {column["name"]: (column["data_type"], column["description"]) for column in columns}


def test_a_source_has_the_clock_and_the_deadline_of_its_contract(manifest):
    sources = {source["name"]: source for source in manifest["sources"].values()}
    assert {
        entity: {"clock": contract.clock, "latency_hours": contract.latency_hours}
        for entity, contract in contracts().items()
        if contract.latency_hours
    } == {name: source["meta"] for name, source in sources.items() if source["meta"]}


@pytest.mark.parametrize("entity", contracts())
def test_a_source_has_the_columns_of_its_contract(manifest, entity):
    kept_by_intake = {"load_id", "file_row"} | ({"is_discovered"} if entity == "regions" else set())
    columns = stated(manifest, entity)
    assert kept_by_intake < set(columns)
    assert {name: columns[name] for name in columns if name not in kept_by_intake} == {
        column.name: (column.sql_type, column.description) for column in contracts()[entity].columns
    }
