"""What to do about a fault of the machine, told after the fault itself."""

_REMEDIES = {
    "Make room there, then run the same again: what was loaded stays loaded.": (
        "No space left on device",
        "File too large",
        "Disk quota exceeded",
    ),
    "See that this user may write there, then run the same again.": (
        "Read-only file system",
        "Permission denied",
        "Operation not permitted",
    ),
    "Another program has this file open, maybe what is left of a run that was killed. Wait until it"
    " has ended, or end it, then run the same again.": ("Conflicting lock is held",),
}


def remedy(error: str) -> str | None:
    """The remedy for an error that the operating system or DuckDB words like this, if any."""
    for told, words in _REMEDIES.items():
        if any(word in error for word in words):
            return told
    return None
