"""Every text exists in both languages, says the same things, and is asked for somewhere."""

import re
import string
from pathlib import Path

import pytest
import yaml

from dashboards.language import TEXTS, Texts

# Characters, and the full-width signs between them.
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
# Signs and names that are the same in both languages.
SAME_IN_BOTH = {"share", "minor", "index", "ratio", "count", "period_day", "period_month"}
ENTRIES = [
    (path.stem, key, entry)
    for path in sorted(Path(TEXTS).glob("*.yaml"))
    for key, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items()
]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("page", "key", "entry"), ENTRIES, ids=lambda part: str(part)[:40])
def test_text_is_in_both_languages_with_the_same_blanks(page, key, entry):
    assert set(entry) == {"zh", "en"}
    assert fields(entry["zh"]) == fields(entry["en"])
    assert CHINESE.search(entry["zh"]) or key in SAME_IN_BOTH


def test_a_page_falls_back_to_the_shared_texts():
    assert Texts("overview", "en")("region") == "Region"
    assert Texts("overview", "zh")("headlines") == "关键指标"
