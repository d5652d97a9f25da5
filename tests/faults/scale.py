"""How often the faults are tried: a sample in `make test`, the whole in `make test-faults`."""

import os
import random
from typing import TypeVar

Amount = TypeVar("Amount", int, list)

WHOLE = os.environ.get("FAIRLANE_FAULTS") == "whole"
# Printed with the counts; give it to see the very same instants again. The sample keeps to one.
SEED = int(
    os.environ.get("FAIRLANE_FAULTS_SEED")
    or (random.SystemRandom().randrange(10**6) if WHOLE else 1)
)


def times(sample: Amount, whole: Amount) -> Amount:
    return whole if WHOLE else sample


def chance(name: str) -> random.Random:
    """Random numbers of one test, the same for the same seed."""
    return random.Random(f"{SEED} {name}")
