"""Chinese and English: the texts of a page, in the language its reader has chosen."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = {"zh": "中文", "en": "English"}
HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}


@cache
def _entries(page: str) -> Mapping[str, Mapping[str, str]]:
    return yaml.safe_load((TEXTS / f"{page}.yaml").read_text(encoding="utf-8"))


class Texts:
    """What one page says. What it lacks is looked up among names of members, then shared texts."""

    def __init__(self, page: str, language: str) -> None:
        self.page = page
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return self._found(key)[key][self.language].format(**values)

    def has(self, key: str) -> bool:
        return key in self._found(key)

    def _found(self, key: str) -> Mapping[str, Mapping[str, str]]:
        files = map(_entries, (self.page, "members", "shared"))
        return next((entries for entries in files if key in entries), _entries("shared"))


def localised(row: Mapping, column: str, language: str) -> str:
    """A column that exists once per language, such as label_zh and label_en."""
    return row[f"{column}_{language}"] or ""
