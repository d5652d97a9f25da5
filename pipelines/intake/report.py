"""What became of a run's files, for people and for callers."""

from dataclasses import dataclass, field

import duckdb

from pipelines.intake.ledger import Load
from pipelines.intake.problems import Failure

COUNTS = ("read", "loaded", "unchanged", "superseded", "excluded", "quarantined")


@dataclass
class LoadReport:
    loads: list[Load] = field(default_factory=list)
    """Files that were read now."""
    known: list[tuple[str, str, int]] = field(default_factory=list)
    """File, entity and load of files that had been loaded before, and were passed over."""
    failures: list[Failure] = field(default_factory=list)
    """Files that stopped: nothing of them is loaded."""
    unused: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    """File, entity and the columns of the file that nothing reads."""
    reasons: list[tuple[str, str, str | None, str, int]] = field(default_factory=list)
    """File, entity, column, rule, and how many of the rows read now broke it."""

    def add(self, other: "LoadReport") -> None:
        for name in vars(self):
            getattr(self, name).extend(getattr(other, name))

    def totals(self) -> dict[str, int]:
        """`rows_read`, `rows_loaded` … over the files that were read now."""
        return {
            f"rows_{count}": sum(getattr(load, f"rows_{count}") for load in self.loads)
            for count in COUNTS
        }

    def text(self) -> str:
        """The report as lines, for a terminal."""
        lines = [
            f"{load.entity}: {load.file_name}: "
            + ", ".join(f"{getattr(load, f'rows_{count}'):,} {count}" for count in COUNTS)
            for load in self.loads
        ]
        lines += [
            f"{entity}: {file}: {rows:,} × {f'{column}: ' if column else ''}{rule}"
            for file, entity, column, rule, rows in self.reasons
        ]
        lines += [
            f"{entity}: {file}: already loaded (load {load_id}); nothing changes"
            for file, entity, load_id in self.known
        ]
        lines += [
            f"{entity}: {file}: not used: {', '.join(columns)}"
            for file, entity, columns in self.unused
            if columns
        ]
        lines += [f"Error: {failure}" for failure in self.failures]
        return "\n".join(lines)


def reasons_of(
    connection: duckdb.DuckDBPyConnection, load: Load
) -> list[tuple[str, str, str | None, str, int]]:
    """Why rows of a load are in quarantine, the commonest reason first."""
    return connection.execute(
        "with reasons as (select unnest(reasons) as reason from raw.quarantine where load_id = ?) "
        "select ?, ?, reason.column_name, reason.rule, count(*) from reasons group by all "
        "order by count(*) desc, reason.column_name, reason.rule",
        [load.load_id, load.file_name, load.entity],
    ).fetchall()
