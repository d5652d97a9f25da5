"""The present, as every table and state of ours keeps it."""

from datetime import UTC, datetime


def now() -> datetime:
    """In UTC, without an offset."""
    return datetime.now(UTC).replace(tzinfo=None)
