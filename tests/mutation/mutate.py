"""Breaks the SQL of the figures and sees whether the tests notice: `make test-mutants`.

Takes a hundred mutants at random, tries each in a copy of the repository, writes results.md. What
no engine would run, and what changes no SQL at all, is passed over for the next one; so are
the mutants of equivalent.yml, which differ in the text but cannot differ in a figure.

It takes hours, so each outcome is kept in outcomes.jsonl as it comes, and the next start goes on
from there: what survived is tried again, since a test may have been added for it. `--anew` begins
again.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

import yaml

from pipelines.paths import DBT_PROJECT, REPO
from tests.mutation.second_opinion import SecondOpinion
from tests.mutation.sites import Mutant, mutants
from tests.mutation.trial import QUICK, SLOW, Outcome, Trial

HERE = Path(__file__).parent
RESULTS, EQUIVALENT = HERE / "results.md", HERE / "equivalent.yml"
OUTCOMES = HERE / "outcomes.jsonl"
ENOUGH = 0.95


def known_as_equivalent() -> dict[tuple[str, str, str], str]:
    """Reasons by file, line as it is, and line as it would be."""
    known = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or []
    return {(one["file"], one["before"], one["after"]): one["because"] for one in known}


def described(mutant: Mutant) -> tuple[str, str, str]:
    """A mutant as results.md and equivalent.yml name it."""
    relative = str(mutant.file.relative_to(REPO))
    return (relative, *mutant.before_and_after(mutant.file.read_text(encoding="utf-8")))


def tried(
    wanted: int,
    queue: Iterator[Mutant],
    folder: Path,
    workers: int,
    tests: tuple[str, ...],
    is_checked: bool,
) -> Iterator[tuple[Mutant, Outcome]]:
    """Outcomes as they come, until so many mutants were caught or survived."""
    trials: SimpleQueue[Trial] = SimpleQueue()
    second_opinion = SecondOpinion(folder)
    for number in range(workers):
        (folder / str(number)).mkdir()
        trials.put(trial := Trial(folder / str(number), second_opinion, tests))
    # A test that fails anyway would catch every mutant.
    if not is_checked:
        unbroken = trial.tested()
        assert unbroken.word == "survived", f"fails without a mutant: {unbroken.by}"

    def attempt(mutant: Mutant) -> tuple[Mutant, Outcome]:
        trial = trials.get()
        try:
            return mutant, trial.outcome(mutant, mutant.file.relative_to(REPO))
        finally:
            trials.put(trial)

    done, running = 0, set()
    with ThreadPoolExecutor(workers) as pool:
        while done < wanted:
            while len(running) < min(workers, wanted - done):
                running.add(pool.submit(attempt, next(queue)))
            finished: set[Future]
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                mutant, outcome = future.result()
                done += outcome.word != "invalid"
                yield mutant, outcome


def kept(seed: int) -> list[dict]:
    """Outcomes of earlier starts with this seed, in the order in which they came."""
    lines = OUTCOMES.read_text(encoding="utf-8").splitlines() if OUTCOMES.exists() else []
    return [row for row in map(json.loads, lines) if row["seed"] == seed]


def _named(row: dict) -> tuple[str, str, str]:
    return row["file"], row["before"], row["after"]


def keep(mutant: Mutant, outcome: Outcome, seed: int) -> dict:
    """Write an outcome down; returns what was written."""
    file, before, after = described(mutant)
    row = {
        "seed": seed,
        "tried_on": datetime.now(UTC).date().isoformat(),
        "file": file,
        "line": mutant.line(mutant.file.read_text(encoding="utf-8")),
        "kind": mutant.kind,
        "before": before,
        "after": after,
        "outcome": outcome.word,
        "by": outcome.by,
    }
    with OUTCOMES.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return row


def page(rows: list[dict], seed: int, invalid: int, equivalent: int) -> str:
    """The kept result."""
    survived = [row for row in rows if row["outcome"] == "survived"]
    caught = len(rows) - len(survived)
    days = sorted({row["tried_on"] for row in rows})
    head = f"""# Mutants

{caught} of {len(rows)} mutants were caught by the tests of `make test`, on \
{" and ".join(days)}, seed {seed}: {caught / len(rows):.0%}. Passed over: {invalid} that no \
engine would run or that change no SQL, {equivalent} that cannot change a figure (equivalent.yml).

Made by `make test-mutants`. A mutant is one changed operator, bound, join or filter in the SQL of
the figures; the tests run in a copy of the repository until the first fails.

## Survived

"""
    table = "| file | line | kind | before | after | caught by |\n|---|---|---|---|---|---|\n"
    lines = {
        word: "".join(_line(row) for row in rows if row["outcome"] == word)
        for word in ("survived", "caught")
    }
    return head + table + lines["survived"] + "\n## Caught\n\n" + table + lines["caught"]


def _line(row: dict) -> str:
    cells = (
        *(row[name] for name in ("file", "line", "kind")),
        f"`{row['before']}`",
        f"`{row['after']}`",
        row["by"],
    )
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |\n"


def main() -> int:
    """Try the mutants; 1 if too many survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--checked", action="store_true", help="`make test` has just passed on this very tree"
    )
    parser.add_argument(
        "--quick", action="store_true", help="without the tests that take minutes for one survivor"
    )
    parser.add_argument("--anew", action="store_true", help="forget what was tried before")
    arguments = parser.parse_args()
    if arguments.anew:
        OUTCOMES.unlink(missing_ok=True)
    known, passed = known_as_equivalent(), []
    tried_before = [
        row
        for row in kept(arguments.seed)
        if row["outcome"] != "survived" and _named(row) not in known
    ]
    seen = {_named(row) for row in tried_before}

    everything = mutants(DBT_PROJECT)
    random.Random(arguments.seed).shuffle(everything)

    def queue() -> Iterator[Mutant]:
        for mutant in everything:
            if described(mutant) in known:
                passed.append(mutant)
            elif described(mutant) not in seen:
                yield mutant

    rows = [row for row in tried_before if row["outcome"] != "invalid"]
    invalid = [row for row in tried_before if row["outcome"] == "invalid"]
    with tempfile.TemporaryDirectory() as folder:
        tests = QUICK if arguments.quick else QUICK + SLOW
        left = arguments.mutants - len(rows)
        outcomes = tried(left, queue(), Path(folder), arguments.workers, tests, arguments.checked)
        for mutant, outcome in outcomes if left > 0 else ():
            row = keep(mutant, outcome, arguments.seed)
            (invalid if outcome.word == "invalid" else rows).append(row)
            print(
                f"{len(rows)}/{arguments.mutants} {outcome.word}: {row['file']}: {row['before']}"
                f" → {row['after']} [{outcome.by}]",
                flush=True,
            )
    text = page(rows, arguments.seed, len(invalid), len(passed))
    RESULTS.write_text(text, encoding="utf-8")
    caught = sum(row["outcome"] == "caught" for row in rows)
    return int(caught < ENOUGH * len(rows))


if __name__ == "__main__":
    sys.exit(main())
