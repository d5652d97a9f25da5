"""A simulated city: parameters in, one Parquet file per entity and the truth out."""

import json
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipelines.contracts import contracts
from pipelines.simulator import parquet, world
from pipelines.simulator.expected import expected
from pipelines.simulator.truth import read_truth

LAST_DAY = date(2026, 10, 31)
"""Fixed, so that the files do not depend on the day they are made."""

STEPS = {
    "macros": "随机数 random numbers",
    "regions": "区域 regions",
    "weather": "天气 weather",
    "demand": "需求 demand",
    "incidents": "故障 incidents",
    "system_minutes": "系统分钟 system minutes",
    "staffing": "排班 staffing",
    "riders": "骑手 riders",
    "rider_shifts": "班次 shifts",
    "rider_accidents": "事故 accidents",
    "order_stages": "订单各阶段 stages of the orders",
    "order_fates": "订单结局 fates of the orders",
    "orders": "订单 orders",
    "rider_supply": "运力 rider supply",
    "complaint_clocks": "投诉时钟 clocks of the complaints",
    "complaints": "投诉 complaints",
    "surveys": "调查 surveys",
    "payments": "支付 payments",
    "tracking": "轨迹 tracking",
}
"""The files of sql/ in the order in which they build on each other."""


def simulate(
    orders: int,
    days: int,
    seed: int,
    out: Path,
    truth: Path | None,
    report: Callable[[str], None],
    threads: int | None = None,
) -> None:
    """Writes every entity and truth.json into a folder; the same bytes for the same arguments."""
    if orders < 1 or days < 1:
        raise ValueError("orders 和 days 至少为 1: orders and days must be at least 1")
    parameters = read_truth(truth)
    calendar = last(days)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as spill, duckdb.connect() as connection:
        connection.execute("set temp_directory = ?", [spill])
        if threads:
            connection.execute("set threads = ?", [threads])
        make(connection, parameters, calendar, orders, seed, report)
        _write(connection, out, report)
        findings = expected(connection, parameters, calendar)
    made_by = {"fairlane": version("fairlane"), "orders": orders, "days": days, "seed": seed}
    described = {"simulated": True, "made_by": made_by, **parameters, "expected": findings}
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (out / "truth.json").write_text(text + "\n", encoding="utf-8")
    report("truth.json")


def last(days: int) -> world.Calendar:
    """The calendar of a world of so many days."""
    return world.Calendar(first_day=LAST_DAY - timedelta(days=days - 1), days=days)


def make(
    connection: duckdb.DuckDBPyConnection,
    parameters: dict,
    calendar: world.Calendar,
    orders: int,
    seed: int,
    report: Callable[[str], None],
) -> None:
    """Makes the tables of a world: its entities in `entity`, and in `world` what is behind them."""
    world.declare(connection, parameters, calendar, orders, seed)
    for step, label in STEPS.items():
        report(label)
        connection.execute(world.sql(step))


def _write(connection: duckdb.DuckDBPyConnection, out: Path, report: Callable[[str], None]) -> None:
    for entity, contract in contracts().items():
        rows = parquet.write(connection, contract, out)
        report(f"{entity}.parquet: {rows:,} 行 rows")
