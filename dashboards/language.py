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
    """What one page says. A text that the page lacks is looked up among the shared ones."""

    def __init__(self, page: str, language: str) -> None:
        self.page = page
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        entry = _entries(self.page).get(key) or _entries("shared")[key]
        return entry[self.language].format(**values)

    def has(self, key: str) -> bool:
        return key in _entries(self.page) or key in _entries("shared")


def localised(row: Mapping, column: str, language: str) -> str:
    """A column that exists once per language, such as label_zh and label_en."""
    return row[f"{column}_{language}"] or ""
