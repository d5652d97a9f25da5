"""Identifiers of people, replaced by HMAC-SHA-256 under a key that is kept outside the warehouse.

The message is platform, kind of person and identifier: the same rider has one pseudonym in every
entity of a platform, and another one elsewhere. No pseudonym can be had without the key.
"""

import hashlib
import os
import secrets
import stat
from pathlib import Path

import duckdb

from pipelines.contracts import Contract

SHORTEST_KEY = 32
DIGITS = 32
BLOCK = 64

PLACEHOLDERS = (b"changeme", b"placeholder", b"example", b"secret", b"password", b"yourkey")


class KeyRefused(Exception):
    """The key of the pseudonyms cannot be used."""


def pseudonym_key(path: Path) -> bytes:
    """The key in the file, made on first use. Raises KeyRefused for one that protects nobody."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _checked(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(SHORTEST_KEY) + "\n")
    return _checked(path)


def _checked(path: Path) -> bytes:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyRefused(f"{path.name} can be read by others. Run: chmod 600 {path.name}")
    key = path.read_bytes().strip()
    remedy = f"Put {SHORTEST_KEY} random bytes or more into {path.name}, or restore the key it held"
    if len(key) < SHORTEST_KEY:
        raise KeyRefused(f"The key in {path.name} is shorter than {SHORTEST_KEY} bytes. {remedy}.")
    letters = bytes(byte for byte in key.lower() if chr(byte).isalnum())
    if len(set(key)) < 8 or any(word in letters for word in PLACEHOLDERS):
        raise KeyRefused(f"The key in {path.name} is a placeholder. {remedy}.")
    return key


def replace_people(
    connection: duckdb.DuckDBPyConnection, table: str, contract: Contract, key: bytes
) -> None:
    """Replace every person's identifier in a table of accepted rows."""
    inner, outer = _pads(key)
    for column in contract.columns:
        if column.person is None:
            continue
        # A person is hashed once, however many rows name them.
        connection.execute(
            "create temp table people as select platform_id, person, left(sha256($outer || "
            "unhex(sha256($inner || encode(concat_ws(chr(31), platform_id, $kind, person))))), "
            f"{DIGITS}) as pseudonym from (select distinct platform_id, {column.name} as person "
            f"from {table} where {column.name} is not null)",
            {"outer": outer, "inner": inner, "kind": column.person},
        )
        connection.execute(
            f"update {table} set {column.name} = people.pseudonym from people where "
            f"people.platform_id = {table}.platform_id and people.person = {table}.{column.name}"
        )
        connection.execute("drop table people")


def _pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer key of HMAC (RFC 2104)."""
    block = hashlib.sha256(key).digest() if len(key) > BLOCK else key
    block = block.ljust(BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)
