"""Writes the lookup tables into dbt_project/seeds, or into the folder given."""

import csv
import sys
from pathlib import Path

from pipelines.paths import DBT_PROJECT
from pipelines.staffing import rider_table, t_table

TABLES = {"erlang_c_riders.csv": rider_table, "t_quantiles.csv": t_table}


def write(folder: Path) -> None:
    """Writes every table, saying which on standard error."""
    for name, table in TABLES.items():
        sys.stderr.write(f"{name}\n")
        with (folder / name).open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.HEADER)
            writer.writerows(table.rows())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else DBT_PROJECT / "seeds")
