"""Audits a Fairlane complaint ledger, offline, with nothing but Python 3.11.

    python audit.py check FOLDER            the ledger is the one that its release was made of, and
                                            gives the public resolution figures
    python audit.py contains OLDER NEWER    every complaint of an older ledger is in a newer one
    python audit.py prove FOLDER ID         the path from one complaint to the root that its
                                            release published

A ledger is a folder made by `fairlane releases audit`. Complaints are the leaves of one Merkle tree
a day, and the days those of another (RFC 6962); its root stands in the release's manifest, which
the chain of manifests guards: see verify.py.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

LEDGER, FIGURES, MANIFEST = "complaints.csv", "figures.csv", "manifest.json"
ROOT = "complaints_root"
ALIKE = 1e-9


def leaf(*parts: str) -> bytes:
    """Hash of one leaf: what never changes of it, as a JSON list."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(b"\0" + text.encode()).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _split(leaves: list[bytes]) -> int:
    """The largest power of two below their number."""
    return 1 << (len(leaves) - 1).bit_length() - 1


def root(leaves: list[bytes]) -> bytes:
    """Merkle tree hash of leaves in their order (RFC 6962, 2.1)."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    half = _split(leaves)
    return _node(root(leaves[:half]), root(leaves[half:]))


def path(leaves: list[bytes], place: int) -> list[tuple[str, bytes]]:
    """What to hash a leaf with on the way to the root, and on which side (RFC 6962, 2.1.1)."""
    if len(leaves) == 1:
        return []
    half = _split(leaves)
    if place < half:
        return [*path(leaves[:half], place), ("right", root(leaves[half:]))]
    return [*path(leaves[half:], place - half), ("left", root(leaves[:half]))]


def climbed(start: bytes, steps: Iterable[tuple[str, bytes]]) -> bytes:
    """Where a path leads from a leaf."""
    for side, other in steps:
        start = _node(other, start) if side == "left" else _node(start, other)
    return start


def complaint_leaf(row: dict[str, str]) -> bytes:
    """A complaint's own: who has it, its number, when it came. The rest may still change."""
    return leaf(row["platform_id"], row["complaint_id"], row["received_at"])


def days(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, list[bytes]]]:
    """Leaves by day. Rows in order of day, platform and number, as the ledger has them."""
    for day, of_day in groupby(rows, key=lambda row: row["business_date"]):
        yield day, [complaint_leaf(row) for row in of_day]


def ledger_root(rows: Iterable[dict[str, str]]) -> str:
    """Root over the roots of the days, as hexadecimal digits."""
    return root([leaf(day, root(leaves).hex()) for day, leaves in days(rows)]).hex()


def share(waits: list[tuple[int, str]], horizon: int) -> float | None:
    """Share that the event has reached by then: Aalen and Johansen (1978).

    `waits` are seconds and fate: event, competing or censored. None where nobody was watched for
    so long and some were still waiting.
    """
    at_risk, waiting, reached = len(waits), 1.0, 0.0
    for waited, tied in groupby(sorted(waits), key=lambda wait: wait[0]):
        if waited > horizon:
            return reached
        fates = [fate for _, fate in tied]
        ended = sum(fate != "censored" for fate in fates)
        reached += waiting * fates.count("event") / at_risk
        waiting *= 1 - ended / at_risk
        at_risk -= len(fates)
        if waited == horizon:
            return reached
    return reached if waits and waiting == 0 else None


def _members(row: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """The published cells in which a complaint counts: platform, grain, month, region."""
    return [
        (platform, grain, row["business_date"][:7] if grain == "month" else "", region)
        for platform in ("all", row["platform_id"])
        for grain in ("month", "all")
        for region in ("all", row["region_id"])
    ]


def figure_faults(rows: list[dict[str, str]], published: list[dict[str, str]]) -> list[str]:
    """Published figures that the ledger does not give."""
    cells = defaultdict(list)
    for row in rows:
        for cell in _members(row):
            cells[cell].append(row)
    wrong = []
    for told in published:
        month = told["period_start"][:7] if told["period_grain"] == "month" else ""
        cell = (told["platform_id"], told["period_grain"], month, told["member"])
        fate, seconds = f"{told['clock']}_fate", f"{told['clock']}_seconds"
        waits = [(int(row[seconds]), row[fate]) for row in cells[cell] if row[fate]]
        found = share(waits, int(told["horizon_seconds"]))
        if found is None or abs(found - float(told["value"])) > ALIKE:
            wrong.append(f"{told['metric_id']} {' '.join(cell)}: {told['value']}, ledger {found}")
    return wrong


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def check(folder: Path) -> list[str]:
    rows, published = read(folder / LEDGER), read(folder / FIGURES)
    promised = json.loads((folder / MANIFEST).read_bytes())[ROOT]
    wrong = [] if ledger_root(rows) == promised else [f"{LEDGER} is not the one of its release"]
    return wrong + figure_faults(rows, published)


def contains(older: Path, newer: Path) -> list[str]:
    held = {complaint_leaf(row) for row in read(newer / LEDGER)}
    return [
        f"{row['platform_id']} {row['complaint_id']} of {row['business_date']} is missing"
        for row in read(older / LEDGER)
        if complaint_leaf(row) not in held
    ]


def prove(folder: Path, complaint_id: str) -> list[str]:
    """Lines of a proof: the leaf, then each hash on the way up, then the root."""
    rows = read(folder / LEDGER)
    row = next((row for row in rows if row["complaint_id"] == complaint_id), None)
    if row is None:
        return []
    by_day = dict(days(rows))
    own, leaves = complaint_leaf(row), by_day[row["business_date"]]
    tops = [leaf(day, root(of_day).hex()) for day, of_day in by_day.items()]
    steps = path(leaves, leaves.index(own))
    top = leaf(row["business_date"], climbed(own, steps).hex())
    above = path(tops, tops.index(top))
    lines = [f"leaf {own.hex()}", *(f"{side} {other.hex()}" for side, other in steps)]
    lines += [f"day {row['business_date']} {top.hex()}"]
    lines += [f"{side} {other.hex()}" for side, other in above]
    return [*lines, f"root {climbed(top, above).hex()}"]


def main() -> int:
    """Answer the question that the command asks; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    questions = parser.add_subparsers(dest="question", required=True)
    questions.add_parser("check").add_argument("folder", type=Path)
    of_two = questions.add_parser("contains")
    of_two.add_argument("older", type=Path)
    of_two.add_argument("newer", type=Path)
    of_one = questions.add_parser("prove")
    of_one.add_argument("folder", type=Path)
    of_one.add_argument("complaint_id")
    asked = parser.parse_args()
    if asked.question == "prove":
        lines = prove(asked.folder, asked.complaint_id)
        sys.stdout.write("\n".join(lines or ["there is no such complaint"]) + "\n")
        return int(not lines)
    wrong = check(asked.folder) if asked.question == "check" else contains(asked.older, asked.newer)
    sys.stdout.write("\n".join(wrong or ["nothing is wrong"]) + "\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
