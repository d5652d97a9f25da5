"""Who publishes, and on what terms: for the publisher to state, never assumed."""

import os

VARIABLES = {
    "publisher": "FAIRLANE_PUBLISHER",
    "licence": "FAIRLANE_LICENCE",
    "licence_url": "FAIRLANE_LICENCE_URL",
}


def stated() -> dict[str, str | None]:
    """None for what the publisher has not stated; an address only if a browser may follow it."""
    found = {name: os.environ.get(variable) or None for name, variable in VARIABLES.items()}
    address = found["licence_url"]
    if address and not address.startswith(("https://", "http://")):
        raise ValueError(f"{VARIABLES['licence_url']} is no web address: {address}")
    return found
