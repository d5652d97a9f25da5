"""The file of alerts: who is told, where messages may go, and the rules. Every fault of it is found
here, before anything is looked at or sent."""

from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from pipelines.yaml_file import CannotRead, read_yaml

SEVERITIES = ("notice", "warning", "critical")
Severity = Literal["notice", "warning", "critical"]


class AlertsError(Exception):
    """The file cannot be used; says where the fault is and what to write instead."""


def _clock(text: object) -> object:
    # YAML reads 22:00 without quotes as a number of seconds, and 07:00 as text.
    if not isinstance(text, str) or len(text) != 5:
        raise ValueError('write a time in quotes, such as "22:00"')
    return text


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no time zone; write one such as Asia/Shanghai")
    return name


def _variable(name: str) -> str:
    if not name.isidentifier() or not name.isupper():
        raise ValueError(
            "write the name of an environment variable that holds the address, in capitals;"
            " never the address itself"
        )
    return name


Clock = Annotated[time, BeforeValidator(_clock)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuietHours(_Entry):
    """From one local time to another, over midnight if the first is the later."""

    since: Clock
    until: Clock
    timezone: Annotated[str, AfterValidator(_zone)]


class Recipient(_Entry):
    """Who is told. `address` names an environment variable that holds an Apprise URL."""

    address: Annotated[str, AfterValidator(_variable)]
    language: Literal["zh", "en"] = "zh"
    quiet: QuietHours | None = None
    remind_after_hours: Annotated[float, Field(ge=1)] = 24


class _Rule(_Entry):
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    severity: Severity = "warning"
    owner: str
    to: Annotated[list[str], Field(min_length=1)]
    # Told in one message with the rules of the same group.
    group: str = "all"


class _MetricRule(_Rule):
    metric: str
    period: Literal["day", "week", "month"] = "week"
    cut: str = "all"


class Threshold(_MetricRule):
    """A figure lies beyond a limit."""

    kind: Literal["threshold"]
    below: float | None = None
    above: float | None = None

    @model_validator(mode="after")
    def _has_a_limit(self) -> "Threshold":
        if (self.below is None) == (self.above is None):
            raise ValueError("write `below` or `above`, one of the two")
        return self


class _Tested(_MetricRule):
    # Tested together: of what fires, a twentieth at most is expected to be chance.
    family: str | None = None

    @property
    def tested_with(self) -> str:
        return self.family or self.name


class ExcludesTarget(_Tested):
    """The whole interval of a figure lies on the worse side of its target."""

    kind: Literal["interval_excludes_target"]
    target: float | None = None


class Change(_Tested):
    """A figure is worse than in the period before, by more than chance explains."""

    kind: Literal["change"]
    by_at_least: Annotated[float, Field(ge=0)] = 0


class Freshness(_Rule):
    """Rows of an entity, or of any, are overdue by the clock."""

    kind: Literal["freshness"]
    entity: str | None = None


class Quarantine(_Rule):
    """Of the rows of an entity's newest load, or of any's, too many were turned away."""

    kind: Literal["quarantine"]
    entity: str | None = None
    above: Annotated[float, Field(ge=0, lt=1)]


class Withheld(_Rule):
    """The newest release was withheld, or is late."""

    kind: Literal["withheld"]


Rule = Annotated[
    Threshold | ExcludesTarget | Change | Freshness | Quarantine | Withheld,
    Field(discriminator="kind"),
]


class AlertFile(_Entry):
    # Where messages may go: nothing is ever sent to another host.
    hosts: Annotated[list[str], Field(min_length=1)]
    recipients: dict[str, Recipient]
    rules: Annotated[list[Rule], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> "AlertFile":
        names = [rule.name for rule in self.rules]
        for rule in self.rules:
            if names.count(rule.name) > 1:
                raise ValueError(f"two rules are called {rule.name!r}; rename one")
            for recipient in rule.to:
                if recipient not in self.recipients:
                    known = ", ".join(sorted(self.recipients)) or "none"
                    raise ValueError(
                        f"rule {rule.name!r} is to be told to {recipient!r}, who is not among the"
                        f" recipients: {known}"
                    )
        return self


def read_alert_file(path: Path) -> AlertFile:
    """Raises AlertsError with the file, the place in it, and what to write instead."""
    try:
        document = read_yaml(path, "a file of alerts")
    except CannotRead as error:
        raise AlertsError(f"{path.name}: {error}") from None
    try:
        return AlertFile.model_validate(document)
    except ValidationError as error:
        raise AlertsError(
            "\n".join(_said(path, fault, document) for fault in error.errors())
        ) from None


def _said(path: Path, fault: dict, document: object) -> str:
    """One fault as a line; a rule by its name rather than by its number."""
    place = [str(part) for part in fault["loc"]]
    if place[:1] == ["rules"] and len(place) > 1:
        number = int(place[1])
        rule = document["rules"][number]
        name = rule.get("name") if isinstance(rule, dict) else None
        # Pydantic names the kind after the number; the rule has said it itself.
        place = ["rules", name or f"number {number + 1}", *place[3:]]
    what = fault["msg"].removeprefix("Value error, ")
    return f"{' › '.join([path.name, *place])}: {what}."
