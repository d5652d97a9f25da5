"""The simulated city of both versions: two months with enough of what is rare."""

import json
from pathlib import Path

from pipelines.paths import Home
from tests.conftest import fairlane
from tests.parity import records
from tests.parity.world import World

# Two whole months, so that one can be compared with the one before, and enough of what is rare.
ORDERS, DAYS, SEED = 8_000, 61, 11
BUSIER = {
    "levels": {
        "complaints": {
            "propensity": {
                "lost": 0.9,
                "item_issue": 0.6,
                "late_over_30": 0.5,
                "late_over_15": 0.3,
                "cancelled": 0.2,
                "none": 0.08,
            }
        },
        "loss_rate": 0.02,
        "incidents": {"per_day": 2},
        "riders": {"accidents_per_hour": 0.003},
        "surveys": {"sent_share": 0.3},
        "payments": {
            "suspected_share": 0.02,
            "confirmed_share": 0.02,
            "disputed_share": 0.02,
            "unmatched_share": 0.005,
        },
        "tracking": {"tracked_share": 0.1, "seconds_between_fixes": 60},
    }
}


def make_months(folder: Path) -> None:
    """Simulate the city, and run it once."""
    truth = folder / "months_truth.json"
    truth.write_text(json.dumps(BUSIER))
    size = ("--orders", ORDERS, "--days", DAYS, "--seed", SEED)
    made = fairlane("simulate", *size, "--truth", truth, "--out", folder / "months")
    assert made.returncode == 0, made.stderr
    # Told, because what lies ahead of the clock would not count as having happened.
    as_of = f"{records.read(folder / 'months').cut_off:%Y-%m-%dT%H:%M:%SZ}"
    home = Home(folder / "months_home")
    made = fairlane("run", "--inputs", folder / "months", "--as-of", as_of, home=home)
    assert made.returncode == 0, made.stdout + made.stderr


def months_in(folder: Path) -> World:
    """The city that was made in this folder."""
    return World(records.read(folder / "months"), Home(folder / "months_home"))
