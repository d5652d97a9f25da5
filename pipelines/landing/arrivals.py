"""What lies in the landing folder: which files are whole, and which are still being copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.intake.files import DAY
from pipelines.paths import Home

# A file that is still being copied in changes; one left alone for this long is taken as whole.
QUIET = timedelta(seconds=60)

# orders.csv.done beside orders.csv says that the file is whole.
MARKER = ".done"

# Subfolders: of deliveries being loaded, and of those that were, or could not be.
LOADING, DONE, FAILED = "loading", "done", "failed"


@dataclass(frozen=True)
class Arrivals:
    """Files and folders directly below landing/, without folders of days."""

    ready: tuple[Path, ...]
    waiting: tuple[Path, ...]
    """May still be changing."""


def arrivals(home: Home, now: datetime) -> Arrivals:
    """What is whole by now: what its marker says is, and the rest once all of it has gone quiet.

    The rest goes together, since files that are copied together belong together.
    """
    entries = sorted(_dropped(home)) if home.landing.is_dir() else []
    marked = [entry for entry in entries if _is_marked(entry)]
    markers = [marker_of(entry) for entry in marked]
    rest = [entry for entry in entries if entry not in (*marked, *markers)]
    if all(is_quiet(entry, now) for entry in rest):
        return Arrivals((*marked, *rest), ())
    return Arrivals(tuple(marked), tuple(rest))


def marker_of(entry: Path) -> Path:
    return entry.with_name(entry.name + MARKER)


def is_quiet(entry: Path, now: datetime) -> bool:
    """Whether a file, or every file in a folder, has been left alone for a while."""
    return now - _changed_at(entry) > QUIET


def _dropped(home: Home) -> Iterator[Path]:
    """Hidden files are left alone: rsync and others give their unfinished copies such names."""
    own = {LOADING, DONE, FAILED, home.landing_mapping.name}
    for entry in home.landing.iterdir():
        is_hidden = entry.name.startswith(".")
        if entry.name not in own and not is_hidden and not DAY.fullmatch(entry.name):
            yield entry


def _is_marked(entry: Path) -> bool:
    """A marker that is older than its file was meant for another one."""
    marker = marker_of(entry)
    return marker.exists() and _changed_at(marker) >= _changed_at(entry)


def _changed_at(entry: Path) -> datetime:
    """When anything of it last changed, by this machine's clock: a copy may bring along the time
    at which the original was written, but not this one."""
    inside = entry.rglob("*") if entry.is_dir() and not entry.is_symlink() else ()
    changed = [file.lstat().st_ctime for file in (entry, *inside)]
    return datetime.fromtimestamp(max(changed), UTC)
