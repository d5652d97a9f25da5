"""A mapping's faults about a database are found before any connection."""

import pytest

from pipelines.intake.mapping import MappingError, read_mapping
from tests.pipelines.intake.databases.conftest import BY_CURSOR, SNAPSHOT


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    database: ORDERS_DATABASE\n", "", "no database is named"),
        (
            "ORDERS_DATABASE",
            "postgresql://u:zqkanarie@h/d",
            "database: this is not the name of an environment variable. Write the name alone",
        ),
        ("table: orders", "tabel: orders", "there is no key 'tabel'. Did you mean 'table'?"),
        ("    table: orders\n", "", "table: name what to read"),
        ("table: orders", "table: orders\n    query: select 1", "table: name what to read"),
        ("table: orders", "table: orders; drop", "is not the name of a table"),
        ("table: orders", "query: delete from orders", "query: not a query"),
        ("cursor: updated_at", "snapshot: false", "cursor: say how new rows are found"),
        ("cursor: updated_at", "cursor: updated at", "'updated at' is not the name of a column"),
        ("overlap: 2 hours", "overlap: soon", "overlap: 'soon' is not a span. Write 30 minutes"),
        ("overlap: 2 hours", "snapshot: true", "cursor: say how new rows are found"),
        ("table: orders", "table: orders\n    files: a.csv", "files: a database has no files"),
    ],
)
def test_a_fault_is_told_with_its_place_and_remedy(desk, old, new, said):
    with pytest.raises(MappingError) as error:
        read_mapping(desk.map(BY_CURSOR.replace(old, new)))
    assert "mapping.yml › orders › " in str(error.value)
    assert said in str(error.value)
    assert "zqkanarie" not in str(error.value)


def test_a_snapshot_has_no_overlap(desk):
    with pytest.raises(MappingError, match="overlap: a snapshot has no overlap"):
        read_mapping(desk.map(SNAPSHOT + "    overlap: 2 hours\n"))
