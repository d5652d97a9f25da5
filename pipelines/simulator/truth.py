"""The truth of a simulated world: what it is by default, and a file's changes to it."""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import yaml

DEFAULTS = Path(__file__).with_name("default_truth.yml")

DIVISORS = (
    ("complaints", "clock_shape"),
    ("complaints", "response_scale_hours"),
    ("complaints", "end_scale_hours"),
    ("tracking", "seconds_between_fixes"),
)
"""Levels that cannot be zero."""


class TruthError(ValueError):
    """A truth file that cannot be used; the message says where and what would do."""


def default_truth() -> dict:
    """The levels and effects of a world that nobody changed."""
    return yaml.safe_load(DEFAULTS.read_text(encoding="utf-8"))


def read_truth(file: Path | None) -> dict:
    """The default truth with the file's partial JSON over it."""
    if file is None:
        return default_truth()
    try:
        changes = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise TruthError(f"{file.name}: 无法读取 cannot be read: {error}") from error
    truth = merged(default_truth(), changes, file.name)
    _check_regions(truth["effects"], file.name)
    _check_levels(truth["levels"], file.name)
    return truth


def merged(default: object, change: object, where: str) -> object:
    """The change over the default; what the default does not know is an error."""
    if isinstance(default, Mapping):
        _check(isinstance(change, Mapping), where, "an object", change)
        _check_keys(default, change, where)
        return default | {
            key: merged(default[key], value, f"{where}: {key}") for key, value in change.items()
        }
    if isinstance(default, list):
        return _merged_list(default, change, where)
    if isinstance(default, str):
        _check(isinstance(change, str), where, "a text", change)
        return change
    is_number = isinstance(change, int | float) and not isinstance(change, bool)
    _check(is_number, where, "a number", change)
    return change


def _check_regions(effects: dict, where: str) -> None:
    """Regions in lists; those that are keys are checked as keys."""
    windows = [window["region_id"] for window in effects["rider_shortage"]["windows"]]
    for region_id in windows + effects["intervention"]["treated"]:
        _check_keys(effects["by_region"]["silent_share"], {region_id: None}, where)


def _check_levels(levels: dict, where: str) -> None:
    """Weights must add up to something, and what is divided by must be more than nothing."""
    weights = {
        f"shares: {topic}": list(shares.values()) for topic, shares in levels["shares"].items()
    }
    for name in ("hour_weights", "weekday_weights"):
        weights[f"demand: {name}"] = levels["demand"][name]
    for name, values in weights.items():
        is_usable = min(values) >= 0 and sum(values) > 0
        _check(is_usable, f"{where}: levels: {name}", "shares of something", values)
    for topic, name in DIVISORS:
        _check(levels[topic][name] > 0, f"{where}: {name}", "more than 0", levels[topic][name])


def _merged_list(default: list, change: object, where: str) -> list:
    """A list replaces the default's; its items look like the default's first."""
    _check(isinstance(change, list), where, "a list", change)
    if isinstance(default[0], int | float):
        _check(len(change) == len(default), where, f"a list of {len(default)} numbers", change)
    items = [merged(default[0], item, f"{where}[{n}]") for n, item in enumerate(change)]
    for number, item in enumerate(change):
        if isinstance(item, Mapping) and len(item) < len(default[0]):
            lacking = ", ".join(key for key in default[0] if key not in item)
            raise TruthError(f"{where}[{number}]: 缺少 lacks {lacking}")
    return items


def _check(holds: bool, where: str, expected: str, found: object) -> None:
    if not holds:
        raise TruthError(f"{where}: 应为 must be {expected}, not {json.dumps(found)}")


def _check_keys(default: Mapping, change: Mapping, where: str) -> None:
    for key in change:
        if key not in default:
            near = get_close_matches(key, default, n=1, cutoff=0)
            raise TruthError(
                f"{where}: 未知的键 unknown key {key!r}; 最接近 the nearest is {near[0]!r}"
            )
