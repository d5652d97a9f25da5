"""Where each judged record ends: quarantine, or `raw`, or nowhere new; and the entry in the ledger.

Works on the temporary tables `source`, `rejected`, `originals` and `judged`, inside the caller's
transaction, for a file and for quarantined rows that are tried again alike.
"""

from dataclasses import dataclass
from datetime import datetime

import duckdb

from pipelines import clock
from pipelines.contracts import Contract
from pipelines.intake import forgetting, ledger
from pipelines.intake.databases import absences
from pipelines.intake.pseudonyms import replace_people
from pipelines.intake.upsert import upsert
from pipelines.intake.work_tables import source_columns
from pipelines.sql_text import identifier, literal


@dataclass(frozen=True)
class Batch:
    """What is being loaded."""

    contract: Contract
    file_name: str
    sha256: str
    fingerprint: str
    platform: str | None
    is_simulated: bool
    started_at: datetime
    arrived_with: int | None = None
    """The load in which these rows first came, where they are tried again."""
    is_of_snapshot: bool = False
    """Whether its keys are noted in `snapshot_keys`."""


def settle(connection: duckdb.DuckDBPyConnection, batch: Batch, key: bytes) -> ledger.Load:
    """Settle every record of the batch, and enter the load. Raises RowsNotConserved."""
    load_id = ledger.next_load_id(connection)
    readable, judged = _count(connection, "source"), _count(connection, "judged")
    rejected = _count(connection, "rejected")
    replace_people(connection, "judged", batch.contract, key)
    if batch.is_of_snapshot:
        absences.note_keys(connection, batch.contract)
    forgetting.find_forgotten(connection, batch.contract, key)
    quarantined = _quarantine(connection, batch, load_id)
    forgetting.blank_forgotten(connection, load_id)
    connection.execute("delete from judged where reasons is not null")
    platform = batch.platform or _only_platform(connection, batch.contract)
    kept_out = forgetting.keep_out(connection, batch.contract, key)
    upserted = upsert(connection, "judged", batch.contract, load_id, batch.arrived_with)
    if batch.contract.entity == "regions":
        _drop_discovered_that_are_declared(connection)
    load = ledger.Load(
        load_id=load_id,
        entity=batch.contract.entity,
        file_name=batch.file_name,
        sha256=batch.sha256,
        fingerprint=batch.fingerprint,
        platform_id=platform,
        is_simulated=batch.is_simulated,
        rows_read=readable + rejected,
        rows_loaded=upserted.loaded,
        rows_unchanged=upserted.unchanged,
        rows_superseded=upserted.superseded,
        rows_excluded=readable - judged + kept_out,
        rows_quarantined=quarantined,
        started_at=batch.started_at,
        finished_at=clock.now(),
    )
    ledger.enter(connection, load)
    return load


def _quarantine(connection: duckdb.DuckDBPyConnection, batch: Batch, load_id: int) -> int:
    """Keep what cannot be accepted: file, line, original text, content and every reason."""
    place = f"{load_id}, {literal(batch.contract.entity)}, {literal(batch.file_name)}"
    (unsplit,) = connection.execute(
        f"insert into raw.quarantine select {place}, file_line, original_text, null, "
        "[{'column_name': null, 'rule': rule, 'value': fault}], null from rejected"
    ).fetchone()
    fields = ", ".join(
        f"{literal(name)}: {identifier(name)}::varchar"
        for name in ("file_row_number", *source_columns(connection))
    )
    (judged_bad,) = connection.execute(
        f"insert into raw.quarantine select {place}, file_line, original_text, "
        f"to_json({{{fields}}}), reasons, null from (from source semi join faulty using "
        "(file_row_number)) join originals using (file_row_number) "
        "join (select file_row_number, reasons from judged) using (file_row_number) "
        "order by file_row_number"
    ).fetchone()
    return unsplit + judged_bad


def _drop_discovered_that_are_declared(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "delete from raw.regions where is_discovered and region_id in "
        "(select region_id from raw.regions where not is_discovered)"
    )


def _only_platform(connection: duckdb.DuckDBPyConnection, contract: Contract) -> str | None:
    """The platform of a file that names just one."""
    if "platform_id" not in contract.column_names:
        return None
    query = "select min(platform_id), count(distinct platform_id) from judged"
    platform, count = connection.execute(query).fetchone()
    return platform if count == 1 else None


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return connection.execute(f"select count(*) from temp.main.{table}").fetchone()[0]
