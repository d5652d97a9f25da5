"""A desk to load small files from: a folder of inputs, a home, and questions to its warehouse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts import contracts
from pipelines.intake.books import close_books
from pipelines.intake.load import load_entity
from pipelines.intake.mapping import source_of
from pipelines.intake.report import LoadReport
from pipelines.paths import Home

HEADER = "platform_id,order_id,region_id,placed_at,delivered_at,status,order_value"


def order(number: int, **values: str) -> str:
    """A line of orders.csv: order A<number>, placed at noon, delivered half an hour later."""
    row = {
        "platform_id": "p",
        "order_id": f"A{number}",
        "region_id": "east",
        "placed_at": "2024-05-01 12:00:00",
        "delivered_at": "2024-05-01 12:30:00",
        "status": "delivered",
        "order_value": "1000",
    }
    return ",".join((row | values).values())


def orders(*lines: str) -> str:
    return "\n".join((HEADER, *lines)) + "\n"


def load(
    home: Home,
    inputs: Path,
    mapping: Path | None,
    report: Callable[[str], None],
    *,
    days: Sequence[date] | None = None,
    as_of: datetime | None = None,
) -> LoadReport:
    """What the assets of a run do, one after the other."""
    source = source_of(inputs, mapping, days)
    home.root.mkdir(parents=True, exist_ok=True)
    whole = LoadReport()
    with duckdb.connect(home.warehouse) as connection:
        for entity in contracts():
            whole.add(load_entity(connection, home, source, entity, report))
        close_books(connection, source.mapping.timezone, as_of)
    return whole


@dataclass
class Desk:
    inputs: Path
    home: Home
    progress: list[str] = field(default_factory=list)

    def put(self, name: str, content: str | bytes) -> Path:
        file = self.inputs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def map(self, text: str) -> Path:
        """Write a mapping file beside the inputs."""
        file = self.inputs.parent / "mapping.yml"
        file.write_text(text, "utf-8")
        return file

    def load(self, mapping: Path | None = None, **options: object) -> LoadReport:
        return load(self.home, self.inputs, mapping, self.progress.append, **options)

    def load_orders(self, *lines: str, name: str = "orders.csv") -> LoadReport:
        self.put(name, orders(*lines))
        return self.load()

    def rows(self, sql: str, *parameters: object) -> list[tuple]:
        with duckdb.connect(self.home.warehouse, read_only=True) as connection:
            return connection.execute(sql, list(parameters)).fetchall()

    def held(self, column: str = "order_id", entity: str = "orders") -> list:
        return [value for (value,) in self.rows(f"select {column} from raw.{entity} order by 1")]

    def quarantined(self) -> list[tuple]:
        """Line, column, rule and value of every reason."""
        return self.rows(
            "select file_line, reason.column_name, reason.rule, reason.value from "
            "(select file_line, unnest(reasons) as reason from raw.quarantine) order by all"
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    return Desk(inputs, Home(tmp_path / "home"))
