"""Judging quarantined rows again, after a fix of the mapping or the contract.

Every load whose rows are tried again makes one new load. Each of its rows is then either accepted
or in quarantine anew, under the new load; the old entry says which load that was.
"""

import json
import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import duckdb

from pipelines import clock
from pipelines.contracts import contracts
from pipelines.intake import ledger
from pipelines.intake.judging.columns import plan_file
from pipelines.intake.judging.judgement import judge
from pipelines.intake.mapping import EntityMapping, Mapping, read_mapping
from pipelines.intake.problems import Failure, FileStopped
from pipelines.intake.pseudonyms import KeyRefused, pseudonym_key
from pipelines.intake.raw_schema import prepare
from pipelines.intake.report import LoadReport, reasons_of
from pipelines.intake.settlement import Batch, settle
from pipelines.intake.work_tables import (
    number_faulty,
    source_columns,
    transaction,
    work_tables,
)
from pipelines.paths import Home
from pipelines.sql_text import identifier, literal

# A record that could not be split has no columns to judge; only a mended file helps it.
OPEN = "retried_by_load_id is null and record is not null"


class CannotRetry(Exception):
    """No quarantined row can be judged again as things are."""


class _Origin(NamedTuple):
    """The load whose quarantined rows are tried again."""

    load_id: int
    entity: str
    file_name: str
    sha256: str
    fingerprint: str
    is_simulated: bool

    @property
    def arrived_with(self) -> int:
        earlier = re.fullmatch(ledger.RETRY.format(r"(\d+)"), self.fingerprint)
        return int(earlier[1]) if earlier else self.load_id


def retry(home: Home, mapping: Path | None) -> LoadReport:
    """Judge every open row again. Raises MappingError; CannotRetry where no row can be judged."""
    if not home.warehouse.exists():
        raise CannotRetry("There is no warehouse yet: run `fairlane run` first.")
    declared = read_mapping(mapping)
    try:
        key = pseudonym_key(home.pseudonym_key)
    except KeyRefused as refusal:
        raise CannotRetry(str(refusal)) from None
    report = LoadReport()
    with duckdb.connect(home.warehouse) as connection:
        prepare(connection)
        for origin in _origins(connection):
            try:
                report.add(_retry_load(connection, key, declared, origin))
            except FileStopped as stop:
                report.failures.append(
                    Failure(origin.file_name, origin.entity, stop.what, stop.where, stop.remedy)
                )
    if report.failures and not report.loads:
        raise CannotRetry("\n".join(str(failure) for failure in report.failures))
    return report


def _origins(connection: duckdb.DuckDBPyConnection) -> list[_Origin]:
    rows = connection.execute(
        "select load_id, entity, file_name, sha256, fingerprint, is_simulated from raw.loads "
        f"semi join (from raw.quarantine where {OPEN}) using (load_id) order by load_id"
    ).fetchall()
    return [_Origin(*row) for row in rows]


def _retry_load(
    connection: duckdb.DuckDBPyConnection, key: bytes, mapping: Mapping, origin: _Origin
) -> LoadReport:
    part = _part_of(mapping, origin)
    contract = contracts()[origin.entity]
    started_at = clock.now()
    with work_tables(connection):
        _read_quarantined(connection, origin.load_id)
        plan = plan_file(connection, source_columns(connection), contract, mapping, part)
        if plan.has_window:
            raise FileStopped(
                "its mapping has a window function, which needs the rest of the file",
                remedy="Mend the file and load it whole.",
            )
        judge(connection, plan, contract, mapping.source_timezone)
        number_faulty(connection)
        batch = Batch(
            contract=contract,
            file_name=origin.file_name,
            sha256=origin.sha256,
            fingerprint=ledger.RETRY.format(origin.arrived_with),
            platform=mapping.platform,
            is_simulated=origin.is_simulated,
            started_at=started_at,
            arrived_with=origin.arrived_with,
        )
        with transaction(connection):
            load = settle(connection, batch, key)
            _mark_retried(connection, origin, load.load_id)
    reasons = reasons_of(connection, load)
    return LoadReport(loads=[load], reasons=reasons)


def _part_of(mapping: Mapping, origin: _Origin) -> EntityMapping:
    """The part of the mapping that reads the file the rows came from."""
    parts = [
        part
        for part in mapping.entities.get(origin.entity, ())
        if any(PurePosixPath(origin.file_name).match(glob) for glob in part.files)
    ]
    if len(parts) == 1:
        return parts[0]
    raise FileStopped(
        "several parts of the mapping read this file" if parts else "the mapping does not read it",
        remedy="Mend the file and load it whole."
        if parts
        else "Give the mapping with which it was loaded, mended.",
    )


def _read_quarantined(connection: duckdb.DuckDBPyConnection, load_id: int) -> None:
    """Make `source` and `originals` of a load's open rows: every column as text."""
    rows = f"raw.quarantine where load_id = {load_id} and {OPEN}"
    keys = connection.execute(
        f"select distinct unnest(json_keys(record)) as key from {rows} order by key"
    ).fetchall()
    names = [name for (name,) in keys if name != "file_row_number"]
    shape = json.dumps(dict.fromkeys(["file_row_number", *names], "VARCHAR"))
    connection.execute(
        "create temp table source_rows as select file_line, original_text, "
        f"json_transform(record, {literal(shape)}) as fields from {rows}"
    )
    fields = ", ".join(f"fields.{identifier(name)}" for name in names)
    connection.execute(
        "create temp view source as select fields.file_row_number::bigint as file_row_number, "
        f"{fields} from source_rows"
    )
    connection.execute(
        "insert into originals select fields.file_row_number::bigint, file_line, original_text "
        "from source_rows"
    )


def _mark_retried(connection: duckdb.DuckDBPyConnection, origin: _Origin, load_id: int) -> None:
    connection.execute(
        f"update raw.quarantine set retried_by_load_id = ? where load_id = ? and {OPEN}",
        [load_id, origin.load_id],
    )
