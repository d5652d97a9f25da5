"""Figures whose numerator and denominator add up, and the table and levels they add up over."""

from dataclasses import dataclass, replace

from dashboards.order_parts import CAUSES, STAGES


@dataclass(frozen=True)
class Source:
    """A table of sums. `levels` lead from the coarse to the fine, each by its column."""

    table: str
    levels: dict[str, str]
    condition: str = "true"

    # The levels are a mapping, which has no hash of its own.
    def __hash__(self) -> int:
        return hash(self.table)


ORDERS = Source(
    "marts.agg_order_hours",
    {"region": "region_id", "day": "business_date", "hour": "hour_of_day"},
)
COMPLAINTS = Source(
    "marts.agg_complaint_days",
    {"region": "region_id", "day": "business_date", "category": "category"},
)
SLOTS = Source(
    "marts.fct_rider_slots",
    {"region": "region_id", "day": "business_date", "slot": "local_slot"},
    "gap_riders is not null",
)
LOSSES = Source(
    "marts.agg_losses",
    {"region": "region_id", "day": "business_date", "loss_cause": "loss_cause"},
)


@dataclass(frozen=True)
class Drillable:
    """`numerator` and `denominator` are columns of the source, or expressions over them.

    Without a denominator the value is the numerator. `parts` add up to the numerator. `kind`
    names the orders behind it, as the page of orders knows them.
    """

    source: Source
    numerator: str
    denominator: str | None = None
    parts: tuple[str, ...] = ()
    part_kind: str = ""
    kind: str = ""


LATE = Drillable(ORDERS, "lateness_seconds / 60.0", "promised_delivered", CAUSES, "cause", "late")
FIGURES = {
    "on_time_rate": Drillable(ORDERS, "on_time", "promised", kind="not_on_time"),
    "on_time_rate_delivered": Drillable(ORDERS, "on_time", "promised_delivered", kind="late"),
    "late_rate_30": Drillable(ORDERS, "late_30", "promised_delivered", kind="late_30"),
    "tardiness_mean_min": LATE,
    "late_minutes": replace(LATE, denominator=None),
    "stage_minutes": Drillable(
        ORDERS, "delivery_seconds / 60.0", "delivered_with_stages", STAGES, "stage", "delivered"
    ),
    "loss_rate": Drillable(ORDERS, "lost", "orders", kind="lost"),
    "cancel_rate": Drillable(ORDERS, "cancelled", "orders", kind="cancelled"),
    "item_issue_rate": Drillable(ORDERS, "item_issues", "delivered", kind="item_issue"),
    # In hours of riders: a slot is half an hour.
    "rider_gap_rate": Drillable(SLOTS, "gap_riders / 2", "riders_required / 2.0"),
    "resolved_share": Drillable(COMPLAINTS, "resolved", "received"),
    "closed_share": Drillable(COMPLAINTS, "closed", "received"),
    "complaints": Drillable(COMPLAINTS, "received"),
}


@dataclass(frozen=True)
class Clue:
    """Where to look for what moved a figure: its members' shares of the whole's denominator.

    `text` says it on the overview.
    """

    figure: Drillable
    level: str
    whole: Drillable
    unit: str
    text: str


_OPEN = Drillable(COMPLAINTS, "received - resolved", "received")
_UNHEARD = Drillable(COMPLAINTS, "human_response_known - responded", "human_response_known")
_OVERDUE = Drillable(COMPLAINTS, "deadlines - deadlines_kept", "deadlines")
_COMPLAINTS = Drillable(COMPLAINTS, "about_an_order * 1000")
_LOST = Drillable(LOSSES, "orders_lost")
CLUES = {
    "on_time_rate": Clue(LATE, "cause", LATE, "minutes", "why_minutes"),
    "late_rate_30": Clue(LATE, "cause", LATE, "minutes", "why_minutes"),
    "loss_rate": Clue(_LOST, "loss_cause", FIGURES["loss_rate"], "share", "why_loss"),
    "rider_gap_rate": Clue(
        FIGURES["rider_gap_rate"], "slot", FIGURES["rider_gap_rate"], "share", "why_slot"
    ),
    "complaints_per_1000": Clue(
        _COMPLAINTS, "category", FIGURES["loss_rate"], "per_1000", "why_per_1000"
    ),
    "resolved_within_7d": Clue(_OPEN, "category", _OPEN, "share", "why_open"),
    "responded_within_48h": Clue(_UNHEARD, "category", _UNHEARD, "share", "why_unheard"),
    "kept_deadline_rate": Clue(_OVERDUE, "category", _OVERDUE, "share", "why_overdue"),
}
