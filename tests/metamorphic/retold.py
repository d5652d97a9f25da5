"""The same records, told another way: each function writes a folder of files out of another."""

from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb

from pipelines.contracts import Contract, contracts


def shuffled(told: Path, retold: Path) -> None:
    """The rows in another order."""
    _rewrite(told, retold, lambda contract: "select * from {file} order by md5({file}::varchar)")


def part(told: Path, retold: Path, number: int, of: int) -> None:
    """Every so-manieth row, by its key."""
    _rewrite(
        told,
        retold,
        lambda contract: (
            f"select * from {{file}} where hash({', '.join(contract.key)}) % {of} = {number}"
        ),
    )


def in_another_zone(told: Path, retold: Path) -> None:
    """The same instants in text, with the offset of a zone five and a half hours off."""

    _rewrite(
        told,
        retold,
        lambda contract: _replacing(
            f"strftime({column.name} + interval 330 minute, '%Y-%m-%dT%H:%M:%S+05:30')"
            f" as {column.name}"
            for column in contract.columns
            if column.sql_type == "timestamp"
        ),
        suffix="csv",
    )


def regions_renamed(told: Path, retold: Path) -> None:
    """Every region under another id, in another order of the alphabet, and another name."""

    _rewrite(
        told,
        retold,
        lambda contract: _replacing(
            f"reverse({column.name}) as {column.name}"
            for column in contract.columns
            if column.name == "region_id" or (contract.entity, column.name) == ("regions", "name")
        ),
    )


def _replacing(columns: Iterable[str]) -> str:
    replaced = ", ".join(columns)
    return f"select * replace ({replaced}) from {{file}}" if replaced else "from {file}"


def _rewrite(
    told: Path, retold: Path, query: Callable[[Contract], str], suffix: str = "parquet"
) -> None:
    retold.mkdir(parents=True)
    with duckdb.connect() as connection:
        for entity, contract in contracts().items():
            source = told / f"{entity}.parquet"
            connection.execute(f"create view {entity} as from '{source}'")
            sql = query(contract).format(file=entity)
            connection.execute(f"copy ({sql}) to '{retold / entity}.{suffix}'")
