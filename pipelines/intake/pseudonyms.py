"""Identifiers of people, replaced by HMAC-SHA-256 under a key that is kept outside the warehouse.

The message is platform, kind of person and identifier: the same rider has one pseudonym in every
entity of a platform, and another one elsewhere. No pseudonym can be had without the key.
"""

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

import duckdb

from pipelines.contracts import Contract
from pipelines.key_strength import SHORTEST_KEY, weakness

DIGITS = 32
BLOCK = 64

# `pseudonym` in SQL, of a column beside platform_id and of the parameters $kind, $inner and $outer.
HASHED = (
    "left(sha256($outer || unhex(sha256($inner || encode(concat_ws(chr(31), platform_id, $kind, "
    f"{{}}))))), {DIGITS})"
)


class KeyRefused(Exception):
    """The key of the pseudonyms cannot be used."""


def pseudonym_key(path: Path) -> bytes:
    """The key in the file, made on first use. Raises KeyRefused for one that protects nobody."""
    if not path.exists():
        _make_key(path)
    return _checked(path)


def _make_key(path: Path) -> None:
    """All of the key or nothing of it: half of one would be refused by every run that follows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(SHORTEST_KEY) + "\n")
        file.flush()
        # Rows under a key that a power cut took would belong to nobody.
        os.fsync(handle)
    draft.rename(path)


def _checked(path: Path) -> bytes:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyRefused(f"{path.name} can be read by others. Run: chmod 600 {path.name}")
    key = path.read_bytes().strip()
    fault = weakness(key)
    if fault:
        raise KeyRefused(
            f"The key in {path.name} {fault}. Put {SHORTEST_KEY} random bytes or more into"
            f" {path.name}, or restore the key it held."
        )
    return key


def replace_people(
    connection: duckdb.DuckDBPyConnection, table: str, contract: Contract, key: bytes
) -> None:
    """Replace every person's identifier in a table of accepted rows."""
    for column in contract.columns:
        if column.person is None:
            continue
        # A person is hashed once, however many rows name them.
        connection.execute(
            f"create temp table people as select platform_id, person, {HASHED.format('person')} as "
            f"pseudonym from (select distinct platform_id, {column.name} as person "
            f"from {table} where {column.name} is not null)",
            {"kind": column.person, **pads(key)},
        )
        connection.execute(
            f"update {table} set {column.name} = people.pseudonym from people where "
            f"people.platform_id = {table}.platform_id and people.person = {table}.{column.name}"
        )
        connection.execute("drop table people")


def pseudonym(key: bytes, platform: str, kind: str, identifier: str) -> str:
    """What one identifier is replaced by."""
    message = "\x1f".join((platform, kind, identifier)).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:DIGITS]


def pads(key: bytes) -> dict[str, bytes]:
    """The inner and outer key of HMAC (RFC 2104), as parameters of HASHED."""
    block = hashlib.sha256(key).digest() if len(key) > BLOCK else key
    block = block.ljust(BLOCK, b"\0")
    return {
        "inner": bytes(byte ^ 0x36 for byte in block),
        "outer": bytes(byte ^ 0x5C for byte in block),
    }
