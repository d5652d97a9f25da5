"""What one release says otherwise than another, for a reader of the terminal."""

from collections import Counter
from pathlib import Path

from pipelines.releases.manifest import is_read_another_way, read_manifest
from pipelines.releases.revisions import COLUMNS, differences


def text(old: Path, new: Path, limit: int) -> str:
    """How many figures differ for which reason, and the first of them; both folders whole."""
    sources = [read_manifest(folder)["sources"] for folder in (old, new)]
    rows = [
        dict(zip(COLUMNS, row, strict=True))
        for row in differences(
            old / "manager.duckdb", new / "manager.duckdb", is_read_another_way(*sources)
        )
    ]
    reasons = Counter(row["reason"] for row in rows)
    told = ", ".join(f"{count:,} {reason}" for reason, count in reasons.most_common())
    head = f"{old.name} to {new.name}: {len(rows):,} figures differ{f' ({told})' if told else ''}"
    more = [f"... and {len(rows) - limit:,} more"] if len(rows) > limit else []
    return "\n".join([head, *map(_line, rows[:limit]), *more])


def _line(row: dict) -> str:
    old, new = (
        "none" if row[end] is None else f"{row[end]:.6g}" for end in ("old_value", "new_value")
    )
    where = f"{row['period_grain']} {row['period_start']}, {row['cut']} {row['member']}"
    return f"  {row['metric_id']} ({where}): {old} to {new}, {row['reason']}"
