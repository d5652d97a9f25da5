"""How fast rows come out of a local PostgreSQL, and how much memory that takes.

    python -m tests.bench.database_reading [--rows 2000000] [--load]

Prints rows a second of reading alone (into increments as Parquet), or with --load of the whole
intake, and the peak memory of this process. The floor for reading is 200,000 rows a second.
"""

import argparse
import os
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.intake.databases.reading import connected
from pipelines.intake.load import load_entity
from pipelines.intake.mapping import Source, read_mapping
from pipelines.paths import Home
from tests.pipelines.intake.databases.servers import postgres, postgres_programs

LEAST_ROWS_A_SECOND = 200_000
MAPPING = """
platform: demo
entities: {orders: {database: BENCH_DATABASE, table: orders, cursor: updated_at}}
"""
ORDERS = """
create table orders as
select 'A' || n as order_id, 'region ' || n % 40 as region_id,
    'customer ' || n % 9999 as customer_id,
    'rider ' || n % 999 as rider_id, timestamp '2024-01-01' + n * interval '1 second' as placed_at,
    timestamp '2024-01-01' + (n + 1800) * interval '1 second' as delivered_at,
    'delivered' as status, (n % 9000)::bigint as order_value,
    timestamptz '2024-01-01 00:00+00' + n * interval '1 second' as updated_at
from generate_series(1, {rows}) n;
create index on orders (updated_at);
analyze orders
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=2_000_000)
    arguments.add_argument("--load", action="store_true", help="Judge and settle them too.")
    chosen = arguments.parse_args()
    programs = postgres_programs()
    if not programs:
        raise SystemExit("PostgreSQL is not installed: sh tests/install_databases.sh")
    with postgres(programs) as server, TemporaryDirectory() as folder:
        server.run(ORDERS.format(rows=chosen.rows))
        os.environ["BENCH_DATABASE"] = server.address
        mapping = Path(folder) / "bench.yml"
        mapping.write_text(MAPPING)
        source = Source(Path(folder), read_mapping(mapping))
        started, worked = time.perf_counter(), time.process_time()
        rows = _load(source, Path(folder)) if chosen.load else _read(source, Path(folder))
        seconds, own = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} rows in {seconds:.1f} s, {own:.1f} s of it this process's own work: "
        f"{rows / seconds:,.0f} rows a second; peak {peak:,.0f} MB"
    )
    if not chosen.load and rows / seconds < LEAST_ROWS_A_SECOND:
        raise SystemExit(f"Fewer than {LEAST_ROWS_A_SECOND:,} rows a second.")


def _read(source: Source, folder: Path) -> int:
    (part,) = source.mapping.entities["orders"]
    with connected(part) as database:
        return sum(increment.rows for increment in database.increments(None, folder))


def _load(source: Source, folder: Path) -> int:
    home = Home(folder / "home")
    home.root.mkdir()
    with duckdb.connect(home.warehouse) as connection:
        return load_entity(connection, home, source, "orders", print).totals()["rows_loaded"]


if __name__ == "__main__":
    main()
