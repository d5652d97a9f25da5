"""The kinds of worlds: what is planted in each, and what has to be found."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from pipelines.simulator.truth import default_truth, merged

FOLDER = Path(__file__).with_name("worlds")


@dataclass(frozen=True)
class Scenario:
    """Worlds that differ only by their seed."""

    name: str
    about: str
    starts_from: str
    """`everything`: the effects that the simulator plants by itself; `nothing`: none of them."""
    orders: int
    days: int
    truth: dict
    checks: list[dict]

    @property
    def parameters(self) -> dict:
        """The truth of these worlds: the changes over what they start from."""
        parameters = default_truth()
        if self.starts_from == "nothing":
            parameters["effects"] = without_effects(parameters["effects"])
        return merged(parameters, self.truth, self.name)


def scenarios() -> dict[str, Scenario]:
    """Every scenario of worlds/, by name."""
    return {
        file.stem: Scenario(name=file.stem, **yaml.safe_load(file.read_text(encoding="utf-8")))
        for file in sorted(FOLDER.glob("*.yml"))
    }


def without_effects(effects: object) -> object:
    """The same effects with every number at zero, and no window of missing riders."""
    if isinstance(effects, dict):
        return {
            key: [] if key == "windows" else without_effects(value)
            for key, value in effects.items()
        }
    return effects if isinstance(effects, list) else 0
