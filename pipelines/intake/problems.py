"""What stops a mapping or a file: what is wrong, where, and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class MappingError(Exception):
    """The mapping cannot be used at all: nothing is read until it is mended."""

    def __init__(self, what: str, *, file: str, entity: str = "", key: str = "", remedy: str):
        self.what, self.file, self.entity, self.key, self.remedy = what, file, entity, key, remedy
        place = " › ".join(part for part in (file, entity, key) if part)
        super().__init__(f"{place}: {what}. {remedy}")


class FileStopped(Exception):
    """One file cannot be used for one entity: nothing of it is loaded, other files are."""

    def __init__(self, what: str, *, where: str = "", remedy: str):
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(f"{where}: {what}. {remedy}" if where else f"{what}. {remedy}")


class MustSplitFirst(Exception):
    """DuckDB cannot read the text as it stands, or reads other records than there are: the file
    has to be split into whole and broken records before."""


@dataclass(frozen=True)
class Failure:
    """A file that stopped, as the report tells it."""

    file: str
    entity: str
    what: str
    where: str
    remedy: str

    def __str__(self) -> str:
        place = " › ".join(part for part in (self.entity, self.file, self.where) if part)
        return f"{place}: {self.what}. {self.remedy}"


def nearest(name: str, names: Iterable[str]) -> str:
    """The nearest of the names as a sentence, or all of them where none is near."""
    by_lower = {known.lower(): known for known in names}
    close = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.5)
    if close:
        return f"Did you mean {by_lower[close[0]]!r}?"
    return f"There are: {', '.join(sorted(by_lower.values()))}."
