"""Text from the data, shown as it is: Streamlit would read Markdown in it, and fetch its images."""

import re

MARKS = re.compile(r"([\\`*_{}\[\]()#+!<>|~$:])")
# What is taken for a link without any mark; a word joiner inside, which has no width, prevents it.
LINKS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    return MARKS.sub(r"\\\1", LINKS.sub(WORD_JOINER, text))
