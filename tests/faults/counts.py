"""What was killed where, printed as it goes: a proof says how much it has tried."""

from collections import Counter

from tests.faults.killing import Life
from tests.faults.scale import SEED

FINISHED = "(just finished)"


class Deaths:
    """Counts the lives of one kind of step by the part in which each ended."""

    def __init__(self, step: str) -> None:
        self.step, self.parts = step, Counter()

    @property
    def count(self) -> int:
        """How many were killed; a few had just finished."""
        return self.parts.total() - self.parts[FINISHED]

    def add(self, life: Life) -> None:
        self.parts[life.last_step if life.was_killed else FINISHED] += 1

    def print(self) -> None:
        print(f"\n{self.step}: {self.count} killed, seed {SEED}")
        for part, count in self.parts.most_common():
            print(f"  {count:>4}  {part}")
