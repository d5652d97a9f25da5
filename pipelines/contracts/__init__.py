"""What each entity must look like: one Open Data Contract Standard file per entity, beside this.

`contracts()` is the only reader of those files. Intake, the simulator and the tests ask here.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from open_data_contract_standard.model import OpenDataContractStandard, SchemaProperty

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Column:
    """One column of an entity. `sql_type` is DuckDB's; times are UTC without a zone."""

    name: str
    sql_type: str
    description: str
    required: bool
    is_key: bool
    minimum: str | float | None
    maximum: str | float | None
    allowed: tuple[str, ...]
    default: str | None
    """What an absent column is taken to hold."""
    default_from: str | None
    """Where an absent column comes from: the mapping's `platform` or `timezone`, or a column."""
    person: str | None
    """Kind of person it identifies (`customer`, `rider`); such columns are hashed at intake."""
    is_planned: bool
    """A promise or deadline: may lie after the newest instant that has happened."""
    lasts_seconds: int
    """How long what begins at this instant lasts: it has happened only then."""


@dataclass(frozen=True)
class Rule:
    """A condition between columns. A row where `holds` is false is quarantined; null passes."""

    column: str
    holds: str
    description: str


@dataclass(frozen=True)
class Contract:
    entity: str
    version: str
    description: str
    clock: str | None
    """The column whose local day is the business date, where the entity has one."""
    latency_hours: int | None
    """How long after a day is over a full day's rows are to be here; None where nobody waits."""
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.is_key)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@cache
def contracts() -> dict[str, Contract]:
    """Every entity's contract, by entity, in order of name."""
    return {file.stem: _contract(file) for file in sorted(FOLDER.glob("*.yaml"))}


def _contract(file: Path) -> Contract:
    document = OpenDataContractStandard.from_file(str(file))
    (table,) = document.schema_
    return Contract(
        entity=table.name,
        version=document.version,
        description=table.description,
        clock=_custom(table).get("clock"),
        latency_hours=_latency_hours(document),
        columns=tuple(_column(item) for item in table.properties),
        rules=tuple(
            Rule(rule.implementation["column"], rule.implementation["holds"], rule.description)
            for rule in table.quality or []
        ),
    )


def _latency_hours(document: OpenDataContractStandard) -> int | None:
    latencies = [item for item in document.slaProperties or [] if item.property == "latency"]
    return int(latencies[0].value) if latencies else None


def _column(item: SchemaProperty) -> Column:
    options, custom = item.logicalTypeOptions or {}, _custom(item)
    (allowed,) = [rule.arguments["validValues"] for rule in item.quality or []] or [()]
    return Column(
        name=item.name,
        sql_type=item.physicalType,
        description=item.description,
        required=bool(item.required),
        is_key=bool(item.primaryKey),
        minimum=options.get("minimum"),
        maximum=options.get("maximum"),
        allowed=tuple(allowed),
        default=None if custom.get("default") is None else str(custom["default"]),
        default_from=custom.get("defaultFrom"),
        person=custom.get("person"),
        is_planned=bool(custom.get("planned")),
        lasts_seconds=int(custom.get("lastsSeconds", 0)),
    )


def _custom(item: object) -> dict:
    return {entry.property: entry.value for entry in item.customProperties or []}
