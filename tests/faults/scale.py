"""How often the faults are tried: a sample in `make test`, the whole in `make test-faults`."""

import os
import random
from typing import TypeVar

Amount = TypeVar("Amount", int, list)

WHOLE = os.environ.get("FAIRLANE_FAULTS") == "whole"
# The seed is printed with the counts; give it to see the very same instants again.
SEED = int(os.environ.get("FAIRLANE_FAULTS_SEED") or random.SystemRandom().randrange(10**6))


def times(sample: Amount, whole: Amount) -> Amount:
    return whole if WHOLE else sample


def chance(name: str) -> random.Random:
    """Random numbers of one test, the same for the same seed."""
    return random.Random(f"{SEED} {name}")
