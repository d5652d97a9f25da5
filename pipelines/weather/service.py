"""Which Open-Meteo is asked: the public one, the commercial one with a key, or one's own."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

URL, KEY = "FAIRLANE_OPEN_METEO_URL", "FAIRLANE_OPEN_METEO_KEY"


class ServiceRefused(ValueError):
    """The service is described in a way in which it cannot be asked."""


@dataclass(frozen=True)
class Service:
    archive: str
    """Address of the archive, which is five days behind."""
    recent: str
    """Address of the forecasts, which hold the days since as well."""
    is_public: bool
    """Whether the limits of the free service hold."""
    key: str | None = field(default=None, repr=False)


def service(environment: Mapping[str, str] = os.environ) -> Service:
    """The service that the environment names. Raises ServiceRefused, never naming the key."""
    url = (environment.get(URL) or "").rstrip("/")
    key = environment.get(KEY) or None
    if url:
        _check(url, has_key=key is not None)
        return Service(f"{url}/v1/archive", f"{url}/v1/forecast", is_public=False, key=key)
    kind = "customer-" if key else ""
    return Service(
        f"https://{kind}archive-api.open-meteo.com/v1/archive",
        f"https://{kind}api.open-meteo.com/v1/forecast",
        is_public=key is None,
        key=key,
    )


def _check(url: str, *, has_key: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ServiceRefused(f"{URL} is no web address. Write it as https://weather.example.org.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ServiceRefused(
            f"{URL} holds more than an address. Leave out user, password and whatever follows "
            f"the path; a key goes into {KEY}."
        )
    if has_key and parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1"):
        raise ServiceRefused(f"{KEY} would travel in the open. Give {URL} as https://….")
