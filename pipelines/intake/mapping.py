"""Mappings: how a platform's own files become entities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pipelines.contracts import contracts
from pipelines.intake.databases.address import NoAddress, address_of
from pipelines.intake.files import files_below
from pipelines.intake.mapping_file import read_mapping_file
from pipelines.intake.problems import MappingError
from pipelines.paths import Home

__all__ = [
    "DatabaseMapping",
    "EntityMapping",
    "Mapping",
    "MappingError",
    "Source",
    "fetched_by_us",
    "mapping_of_landed",
    "read_mapping",
    "source_of",
]

SUFFIXES = (".parquet", ".csv", ".csv.gz", ".jsonl", ".jsonl.gz")


@dataclass(frozen=True)
class EntityMapping:
    files: tuple[str, ...]
    """Globs below the inputs."""
    options: dict[str, object] = field(default_factory=dict)
    where: str | None = None
    columns: dict[str, str] | None = None
    """Contract column: expression. None takes the file's columns of the same names."""


@dataclass(frozen=True)
class DatabaseMapping(EntityMapping):
    """`files` are its increments, by their names in the books."""

    database: str = ""
    """The environment variable that holds the address."""
    table: str | None = None
    query: str | None = None
    cursor: str | None = None
    """The column by which new rows are found. None reads the whole, every time."""
    overlap: str | int | None = None
    """How far before its last cursor a reading begins."""

    @property
    def source(self) -> str:
        """As the books call it."""
        return f"{self.database}/{self.table or 'query'}"


@dataclass(frozen=True)
class Mapping:
    platform: str | None
    timezone: str
    source_timezone: str
    entities: dict[str, tuple[EntityMapping, ...]]
    """An entity may come from files of several kinds, or several times from one."""
    is_declared: bool = True
    """False where no mapping was given: then a file that is not there is not missed."""


@dataclass(frozen=True)
class Source:
    """Where a run's files are and what they mean."""

    inputs: Path
    """The folder of the files; may be missing where all comes from databases."""
    mapping: Mapping
    days: tuple[date, ...] | None = None
    """Only files below `inputs`/<YYYY-MM-DD>/ of these days."""
    is_delivery: bool = False
    """Files as they come in: what does not come this time is not missed."""

    @property
    def must_be_complete(self) -> bool:
        """Whether a file that the mapping names and that is not there is missed."""
        return self.mapping.is_declared and self.days is None and not self.is_delivery

    def files_of(self, part: EntityMapping) -> list[Path]:
        return files_below(self.inputs, part.files, self.days)

    def has_files(self) -> bool:
        return any(self.files_of(part) for part in self._parts())

    def has_any(self) -> bool:
        """Whether there is a file or a database to read."""
        return self.has_files() or any(isinstance(part, DatabaseMapping) for part in self._parts())

    def _parts(self) -> Iterator[EntityMapping]:
        for parts in self.mapping.entities.values():
            yield from parts


def source_of(
    inputs: Path | str,
    mapping: Path | str | None,
    days: Sequence[date] | None = None,
    *,
    is_delivery: bool = False,
) -> Source:
    """The files below `inputs` as the mapping file reads them, or as the contracts are shaped."""
    only = None if days is None else tuple(days)
    source = Source(Path(inputs), read_mapping(mapping), only, is_delivery)
    _check_addresses(source.mapping, mapping)
    if days is None and not source.has_any():
        raise MappingError(
            "none of its files is there",
            file=Path(mapping).name if mapping else "inputs",
            remedy="Give the folder that holds them as --inputs."
            if mapping
            else "Name files after the entities (orders.csv, complaints.parquet), or map them.",
        )
    return source


def mapping_of_landed(home: Home, inputs: Path | str | None) -> Path | None:
    """The mapping file of the landing folder, where no other inputs are named and it has one."""
    return None if inputs or not home.landing_mapping.exists() else home.landing_mapping


def fetched_by_us(home: Home) -> Source:
    """What Fairlane itself has fetched: contract-shaped, whatever the platform's files are."""
    fetched = EntityMapping((f"{home.weather.name}/*.parquet",))
    return Source(
        home.root, Mapping(None, "UTC", "UTC", {"weather": (fetched,)}, is_declared=False)
    )


def _check_addresses(mapping: Mapping, file: Path | str | None) -> None:
    for entity, parts in mapping.entities.items():
        for part in parts:
            if isinstance(part, DatabaseMapping):
                try:
                    address_of(part.database)
                except NoAddress as fault:
                    place = {"file": Path(file).name, "entity": entity, "key": "database"}
                    raise MappingError(fault.what, **place, remedy=fault.remedy) from None


def read_mapping(path: Path | str | None) -> Mapping:
    """The mapping of a file, checked. Without one, files named after the entities."""
    if path is None:
        return contract_shaped()
    document = read_mapping_file(Path(path))
    timezone = document.get("timezone", "UTC")
    platform = document.get("platform")
    return Mapping(
        platform=None if platform is None else str(platform),
        timezone=timezone,
        source_timezone=document.get("source_timezone", timezone),
        entities={
            entity: tuple(_part(part) for part in parts)
            for entity, parts in document["entities"].items()
        },
    )


def _part(part: dict) -> EntityMapping:
    reading = {"where": part.get("where"), "columns": part.get("columns")}
    if "database" not in part:
        return EntityMapping(tuple(part["files"]), options=part.get("options") or {}, **reading)
    names = ("database", "table", "query", "cursor", "overlap")
    mapped = DatabaseMapping((), **reading, **{name: part.get(name) for name in names})
    return replace(mapped, files=(f"{mapped.source}/*.parquet",))


def contract_shaped() -> Mapping:
    """Files named after the entities, with the contract's columns: taken as they are."""
    places = ("{entity}", "{entity}/*")
    entities = {
        entity: (
            EntityMapping(
                tuple(place.format(entity=entity) + end for place in places for end in SUFFIXES)
            ),
        )
        for entity in contracts()
    }
    return Mapping(None, "UTC", "UTC", entities, is_declared=False)
