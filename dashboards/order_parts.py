"""What the time of an order and the lateness of a late one are made of, in the order to show."""

STAGES = (
    "accept",
    "dispatch",
    "ride_to_merchant",
    "wait_at_merchant",
    "ride_to_customer",
    "hand_over",
    "unattributed",
)
CAUSES = (
    "rider_shortage",
    "merchant",
    "traffic",
    "communication",
    "customer",
    "system",
    "weather",
    "unknown",
)
