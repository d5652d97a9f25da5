"""The parts of the managers' longer pages beside the one that opens first."""

PARTS = [
    *(f"delay?part={part}" for part in ("why", "when_and_where")),
    *(f"complaints?part={part}" for part in ("curves", "backlog", "responsibility", "redress")),
    *(f"riders?part={part}" for part in ("where", "load", "what_if&riders=2&promise=5")),
    *(f"loss?part={part}" for part in ("causes", "money", "by_whom")),
    "systems?part=incidents",
    *(f"fairness?part={part}" for part in ("funnel", "queue")),
]
