"""What the second version of the figures says of a changed one: tests/parity without pytest.

Its own numbers do not hang on the warehouse, so they are worked out once for all mutants.
"""

import importlib
from pathlib import Path
from types import ModuleType

from pipelines.paths import Home
from tests.parity import gaps
from tests.parity.months import make_months, months_in
from tests.parity.world import World

PARITY = Path(gaps.__file__).parent


class SecondOpinion:
    """The simulated months, and which of their figures a warehouse gets wrong."""

    def __init__(self, folder: Path):
        make_months(folder)
        self.world = months_in(folder)
        self.sections = [
            section
            for file in sorted(PARITY.glob("test_parity_*.py"))
            if hasattr(section := importlib.import_module(f"tests.parity.{file.stem}"), "MODULES")
        ]
        objection = self.objection(self.world.home)
        assert objection is None, f"differs without a mutant: {objection}"

    def objection(self, home: Home) -> str | None:
        """The first figure that the months rebuilt in this home have wrong."""
        world = World(self.world.records, home)
        wrong = (self._wrong_in(section, world) for section in self.sections)
        return next((metric_id for metric_id in wrong if metric_id), None) or self._wrong_gap(world)

    def _wrong_in(self, section: ModuleType, world: World) -> str | None:
        for metric_id in section.METRICS:
            try:
                world.assert_alike(section.MODULES, metric_id)
            except AssertionError:
                return f"{section.__name__}: {metric_id}"
        return None

    def _wrong_gap(self, world: World) -> str | None:
        found = gaps.side_by_side(world)
        if len(gaps.made_once_only(found)):
            return "fairness_gaps: which there are"
        columns = gaps.NUMBERS + gaps.WORDS
        wrong = (column for column in columns if len(gaps.differing(found, column)))
        return next((f"fairness_gaps: {column}" for column in wrong), None)
