"""What is hidden is the same however the rows lie: a search ends elsewhere on another programme."""

import duckdb

from pipelines.releases.disclosure.quantities import cells_of, read_statements
from pipelines.releases.disclosure.sums import sums


def test_the_sums_are_the_same_in_any_order_of_rows(city_home):
    warehouse = f"attach '{city_home.warehouse}' as warehouse (read_only)"
    with duckdb.connect() as connection:
        connection.execute(f"{warehouse}; attach ':memory:' as built")
        for schema in ("intermediate", "marts", "metrics"):
            connection.execute(f"create schema built.{schema}")
        found = []
        for seed in range(5):
            for table in (
                "intermediate.figure_platforms",
                "intermediate.figure_measures",
                "marts.dim_regions",
                "metrics.metric_values",
                "metrics.metric_catalogue",
            ):
                connection.execute(
                    f"create or replace table built.{table} as"
                    f" from warehouse.{table} as row order by hash(row, {seed})"
                )
            cells = cells_of(read_statements(connection))
            found.append((cells, sums(connection, cells)))
    cells, added = found[0]
    assert added.nnz
    for other_cells, other_added in found[1:]:
        assert other_cells.equals(cells)
        assert other_added.shape == added.shape
        assert abs(other_added - added).nnz == 0
