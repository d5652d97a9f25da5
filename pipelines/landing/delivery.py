"""A delivery: the files of the landing folder that are loaded in one run, in a folder of their own.

Whoever drops a file of the same name meanwhile disturbs nobody: it is part of the next one.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.intake.mapping import Source, read_mapping
from pipelines.landing.arrivals import DONE, FAILED, LOADING, Arrivals, marker_of
from pipelines.paths import Home

_NAME = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True)
class Delivery:
    home: Home
    name: str
    """The second in which it was taken, UTC."""

    @property
    def taken_at(self) -> datetime:
        """UTC, without a zone, as in the ledger."""
        return datetime.strptime(self.name, _NAME)  # noqa: DTZ007

    @property
    def folder(self) -> Path:
        """Where its files are until it is known what became of them."""
        return self.home.landing / LOADING / self.name

    @property
    def done(self) -> Path:
        return self.home.landing / DONE / self.name

    @property
    def failed(self) -> Path:
        return self.home.landing / FAILED / self.name

    @property
    def mapping_copy(self) -> Path:
        """The mapping as it was when the files were taken: one that is mended is for the next."""
        return self.folder.with_name(f"{self.name}.yml")

    def source(self) -> Source:
        mapping = read_mapping(self.mapping_copy if self.mapping_copy.exists() else None)
        return Source(self.folder, mapping, is_delivery=True)


def underway(home: Home) -> Delivery | None:
    """The oldest delivery of which it is not settled yet what became of it."""
    loading = home.landing / LOADING
    names = sorted(folder.name for folder in loading.glob("*/"))
    return Delivery(home, names[0]) if names else None


def take(home: Home, arrived: Arrivals, now: datetime) -> Delivery | None:
    """Move what is ready out of everybody's way; None where nothing is.

    Raises MappingError, before anything is moved, where the mapping cannot be used.
    """
    if not arrived.ready:
        return None
    delivery = _new(home, now)
    _forget_mappings(delivery.folder.parent)
    if home.landing_mapping.exists():
        read_mapping(home.landing_mapping)
        delivery.folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(home.landing_mapping, delivery.mapping_copy)
    delivery.folder.mkdir(parents=True)
    for entry in arrived.ready:
        # The marker goes first: left alone without its file it would be told as a fault.
        marker_of(entry).unlink(missing_ok=True)
        entry.rename(delivery.folder / entry.name)
    return delivery


def clear(delivery: Delivery) -> None:
    """Remove what is left of a delivery once its files are elsewhere.

    Should a file still be there, this fails rather than lose it.
    """
    for inner in sorted(delivery.folder.rglob("*"), reverse=True):
        inner.rmdir()
    delivery.folder.rmdir()
    delivery.mapping_copy.unlink(missing_ok=True)


def _forget_mappings(loading: Path) -> None:
    """Those that a kill has left behind: nothing is being loaded now."""
    for copy in loading.glob("*.yml"):
        copy.unlink()


def _new(home: Home, now: datetime) -> Delivery:
    """One whose name is not taken, whatever the clock."""
    while True:
        delivery = Delivery(home, now.astimezone(UTC).strftime(_NAME))
        if not any(place.exists() for place in (delivery.folder, delivery.done, delivery.failed)):
            return delivery
        now += timedelta(seconds=1)
