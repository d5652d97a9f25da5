"""Where things live on disk. Every other module asks here."""

import os
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
DBT_PROJECT = REPO / "dbt_project"
MAPPINGS = REPO / "data" / "mappings"


@dataclass(frozen=True)
class Home:
    """The folder that holds everything generated. Nothing is made until it is asked for."""

    root: Path

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse.duckdb"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def current_release(self) -> Path:
        """A symbolic link; readers resolve it once and open what it points to."""
        return self.releases / "current"

    @property
    def landing(self) -> Path:
        return self.root / "landing"

    @property
    def landing_mapping(self) -> Path:
        """How the landed files' columns become the contract's, where they are not so shaped."""
        return self.landing / "mapping.yml"

    @property
    def weather(self) -> Path:
        """What was fetched of the weather; every run takes it along."""
        return self.root / "weather"

    @property
    def increments(self) -> Path:
        """What has just been read from a database, until it is loaded."""
        return self.root / "increments"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def dbt(self) -> Path:
        """dbt's compiled SQL, manifest and logs."""
        return self.root / "dbt"

    @property
    def saved_queries(self) -> Path:
        """What analysts keep, a plain .sql file each."""
        return self.root / "saved_queries"

    @property
    def alert_rules(self) -> Path:
        """Who is told of what; data/alerts/example.yml says how it is written."""
        return self.root / "alerts.yml"

    @property
    def alerts(self) -> Path:
        """Which alerts have been told to whom (SQLite)."""
        return self.root / "alerts.sqlite"

    @property
    def pseudonym_key(self) -> Path:
        return self.root / "pseudonym.key"


def default_home() -> Home:
    return Home(Path(os.environ.get("FAIRLANE_HOME") or REPO / "data" / "home").resolve())
