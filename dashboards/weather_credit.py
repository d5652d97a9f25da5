"""Whom to credit for the weather, wherever figures made with it are shown or given away."""

from collections.abc import Mapping

SOURCE, SOURCE_URL = "Open-Meteo.com", "https://open-meteo.com/"
LICENCE, LICENCE_URL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"


def is_due(info: Mapping) -> bool:
    """Whether any weather of this release was fetched; older releases had none and do not say."""
    return bool(info.get("has_open_meteo_weather"))
