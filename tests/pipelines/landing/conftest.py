"""A home whose landing folder files are dropped into, and the steps of a delivery."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.intake.load import load_entity
from pipelines.landing.arrivals import QUIET, arrivals
from pipelines.landing.delivery import Delivery, take, underway
from pipelines.landing.report import Ending
from pipelines.landing.settling import settle
from pipelines.paths import Home

HEADER = "platform_id,order_id,region_id,customer_id,placed_at,status,order_value\n"
COMPLAINTS = (
    "platform_id,complaint_id,region_id,received_at,status\ndemo,1,east,2026-10-06 09:00:00,open\n"
)


def orders(*numbers: int, status: str = "cancelled") -> str:
    return HEADER + "".join(
        f"demo,{number},east,ZQ-customer-{number},2026-10-05 12:00:00,{status},900\n"
        for number in numbers
    )


def later() -> datetime:
    """When whatever was dropped just now has gone quiet."""
    return datetime.now(UTC) + QUIET + timedelta(seconds=1)


@dataclass
class Place:
    home: Home

    def drop(self, name: str, content: str | bytes) -> Path:
        file = self.home.landing / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def take(self) -> Delivery:
        """Taken as if it had been dropped a while ago, and under the name of this very second."""
        taken = take(self.home, arrivals(self.home, later()), datetime.now(UTC))
        assert taken == underway(self.home)
        return taken

    def load(self, delivery: Delivery) -> list[str]:
        """What the run does of it; the failures."""
        source, failures = delivery.source(), []
        with duckdb.connect(self.home.warehouse) as connection:
            for entity in ("orders", "complaints"):
                report = load_entity(connection, self.home, source, entity)
                failures += [str(failure) for failure in report.failures]
        return failures

    def deliver(self) -> str:
        """Take, load and settle; the text of the report."""
        delivery = self.take()
        failures = self.load(delivery)
        checks = tuple(("raw/any", "files_are_readable", failure) for failure in failures)
        reports = settle(delivery, Ending("000007" if not checks else None, checks))
        return reports[0].read_text("utf-8")

    def orders(self) -> list[str]:
        with duckdb.connect(self.home.warehouse) as connection:
            return [
                order
                for (order,) in connection.execute(
                    "select order_id from raw.orders order by all"
                ).fetchall()
            ]

    def there(self) -> list[str]:
        """Every file below landing/, the name of its delivery left out."""
        landing = self.home.landing
        paths = (path.relative_to(landing) for path in landing.rglob("*") if path.is_file())
        return sorted(_without_delivery(path) for path in paths)


def _without_delivery(path: Path) -> str:
    if path.suffix == ".txt":
        return f"{path.parent}/report"
    return "/".join(part for part in path.parts if not part.startswith("2026-"))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    home = Home(tmp_path)
    home.landing.mkdir()
    return Place(home)
