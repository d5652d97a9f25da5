"""Keeping people out who asked to be forgotten: which rows are theirs, and what becomes of them.

A row is its customer's, where its entity knows customers, and else its rider's; a rider's orders
stay, without the rider. What hangs on a customer's order (complaints, payments, surveys, positions)
is theirs too. `raw.forgotten` says whom to keep out, under the key of the pseudonyms.
"""

import duckdb

from pipelines.contracts import Contract, contracts
from pipelines.intake.databases import absences
from pipelines.intake.pseudonyms import HASHED, pads

FORGOTTEN_TEXT = "(deleted on request)"
DELETED, UNNAMED, BLANKED = "rows_deleted", "identifier_removed", "quarantined_text_removed"

# A line of raw.quarantine without what it said. It stays counted, and cannot be tried again.
BLANK = (
    f"update raw.quarantine set original_text = '{FORGOTTEN_TEXT}', record = null, reasons = "
    "list_transform(reasons, lambda reason: struct_pack(column_name := reason.column_name, "
    "rule := reason.rule, value := null::varchar)) where "
)
_IS_FORGOTTEN = (
    "(platform_id, {value}) in "
    "(select (platform_id, pseudonym) from raw.forgotten where kind = '{kind}')"
)


def find_forgotten(connection: duckdb.DuckDBPyConnection, contract: Contract, key: bytes) -> None:
    """Note in `named_forgotten` which rows of `judged` name them; unname those not theirs."""
    kinds = _kinds(connection)
    conditions = [(condition, True) for condition in _theirs(connection, contract, key)]
    conditions += [
        (_IS_FORGOTTEN.format(value=column, kind=kind), False)
        for column, kind in _people(contract)
        if kind in kinds and kind != _owner(contract)
    ]
    for condition, is_theirs in conditions:
        connection.execute(
            f"insert into named_forgotten select file_row_number, {is_theirs} from judged "
            f"where {condition}"
        )
    _unname(connection, "judged", contract)


def blank_forgotten(connection: duckdb.DuckDBPyConnection, load_id: int) -> None:
    """Of their rows that are in quarantine, keep no text."""
    connection.execute(
        f"{BLANK} load_id = {load_id} and (record->>'file_row_number')::bigint in "
        "(select file_row_number from named_forgotten)"
    )


def keep_out(connection: duckdb.DuckDBPyConnection, contract: Contract, key: bytes) -> int:
    """Delete their rows from `judged`, and return how many; their new orders are noted."""
    theirs = (
        "judged where file_row_number in "
        "(select file_row_number from named_forgotten where is_theirs)"
    )
    if contract.entity == "orders" and note_orders(connection, theirs, key):
        # Entities that came before the orders may hold what hangs on them.
        sweep(connection, key)
    return connection.execute(f"delete from {theirs}").fetchone()[0]


def note_orders(
    connection: duckdb.DuckDBPyConnection, orders: str, key: bytes, **parameters: str
) -> int:
    """Remember orders by their hash, so that what hangs on them is kept out too; how many."""
    return connection.execute(
        f"insert into raw.forgotten (select $kind, platform_id, {HASHED.format('order_id')} "
        f"from {orders}) except (from raw.forgotten)",
        {"kind": "order", **pads(key), **parameters},
    ).fetchone()[0]


def sweep(connection: duckdb.DuckDBPyConnection, key: bytes) -> list[tuple[str, str, int]]:
    """Delete what `raw` holds of them; entity, change and number of rows of all that changed."""
    changes = []
    for entity, contract in contracts().items():
        deleted = sum(
            connection.execute(f"delete from raw.{entity} where {condition}").fetchone()[0]
            for condition in _theirs(connection, contract, key)
        )
        changes.append((entity, DELETED, deleted))
        changes.append((entity, UNNAMED, _unname(connection, f"raw.{entity}", contract)))
    absences.drop_unheld(connection)
    return [change for change in changes if change[2]]


def _theirs(connection: duckdb.DuckDBPyConnection, contract: Contract, key: bytes) -> list[str]:
    """Conditions under which a row is a forgotten person's; none where nobody is forgotten."""
    kinds = _kinds(connection)
    conditions = [
        _IS_FORGOTTEN.format(value=column, kind=kind)
        for column, kind in _people(contract)
        if kind in kinds and kind == _owner(contract)
    ]
    if "order" in kinds and "order_id" in contract.column_names:
        hashed = HASHED.format("order_id").replace("$kind", "'order'")
        for name, pad in pads(key).items():
            hashed = hashed.replace(f"${name}", f"unhex('{pad.hex()}')")
        conditions.append(_IS_FORGOTTEN.format(value=hashed, kind="order"))
    return conditions


def _unname(connection: duckdb.DuckDBPyConnection, table: str, contract: Contract) -> int:
    """Take a forgotten person out of rows that are somebody else's."""
    kinds = _kinds(connection)
    return sum(
        connection.execute(
            f"update {table} set {column} = null where "
            + _IS_FORGOTTEN.format(value=column, kind=kind)
        ).fetchone()[0]
        for column, kind in _people(contract)
        if kind in kinds and kind != _owner(contract)
    )


def _kinds(connection: duckdb.DuckDBPyConnection) -> set[str]:
    rows = connection.execute("select distinct kind from raw.forgotten").fetchall()
    return {kind for (kind,) in rows}


def _people(contract: Contract) -> list[tuple[str, str]]:
    return [(column.name, column.person) for column in contract.columns if column.person]


def _owner(contract: Contract) -> str | None:
    """Whose a row is: the customer's, where the entity knows customers."""
    kinds = {kind for _, kind in _people(contract)}
    return "customer" if "customer" in kinds else next(iter(kinds), None)
