"""The bundle an auditor gets: the complaint ledger of a release, what it published, the means."""

import csv
import re
import shutil
from pathlib import Path

import duckdb

from pipelines.releases import audit
from pipelines.releases.verify import MANIFEST

CURVE = re.compile(r"(responded|resolved)_within_(\d+)([hd])")
CLOCKS = {"responded": "response", "resolved": "resolution"}
SECONDS = {"h": 3_600, "d": 86_400}

# In the order of the tree. Merged complaints count with those they were merged into, and stay in.
_COMPLAINTS = """
    select
        strftime(business_date, '%Y-%m-%d') as business_date,
        platform_id, complaint_id,
        strftime(received_at, '%Y-%m-%dT%H:%M:%S.%f') as received_at,
        region_id, complaint_status,
        response_fate, response_seconds, resolution_fate, resolution_seconds
    from {complaints}
    order by business_date, platform_id, complaint_id
"""

_FIGURES = """
    select metric_id, platform_id, period_grain, period_start, member, value
    from metrics.metric_values
    where cut in ('all', 'region') and value is not null
    order by all
"""


def complaints_root(connection: duckdb.DuckDBPyConnection, complaints: str) -> str:
    """Merkle root of a table of complaints, as audit.py works it out from the bundle."""
    told = connection.execute(_COMPLAINTS.format(complaints=complaints))
    names = [column[0] for column in told.description]
    return audit.ledger_root(dict(zip(names, row, strict=True)) for row in told.fetchall())


def write_bundle(release: Path, out: Path) -> int:
    """Write the bundle of a release to a new folder; returns how many complaints it holds."""
    out.mkdir(parents=True)
    with duckdb.connect(release / "analyst.duckdb", read_only=True) as connection:
        told = connection.execute(_COMPLAINTS.format(complaints="marts.fct_complaints"))
        columns, complaints = [column[0] for column in told.description], told.fetchall()
    with duckdb.connect(release / "public.duckdb", read_only=True) as connection:
        told = connection.execute(_FIGURES)
        names, figures = [column[0] for column in told.description], told.fetchall()
    _write(out / audit.LEDGER, columns, complaints)
    measured = list(filter(None, map(_with_horizon, figures)))
    _write(out / audit.FIGURES, [*names, "clock", "horizon_seconds"], measured)
    shutil.copyfile(release / MANIFEST, out / MANIFEST)
    shutil.copyfile(audit.__file__, out / "audit.py")
    return len(complaints)


def _with_horizon(figure: tuple) -> tuple | None:
    """A figure that the ledger gives, with what it measures."""
    measured = CURVE.fullmatch(figure[0])
    if not measured:
        return None
    verb, number, unit = measured.groups()
    return (*figure, CLOCKS[verb], int(number) * SECONDS[unit])


def _write(file: Path, columns: list[str], rows: list[tuple]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
