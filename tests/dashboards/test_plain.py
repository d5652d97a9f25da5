"""Markdown in the data loses its meaning, and nothing else changes."""

import pytest

from dashboards.components.plain import WORD_JOINER, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("准时率：江岸区 Jiang'an 最高，为 87.6%", "准时率：江岸区 Jiang'an 最高，为 87.6%"),
        ("**b** _i_ $x$", r"\*\*b\*\* \_i\_ \$x\$"),
        ("![x](y)", r"\!\[x\]\(y\)"),
        (":red[a]", r"\:red\[a\]"),
        ("http://x", rf"http\:{WORD_JOINER}//x"),
    ],
)
def test_marks_are_defused(text, shown):
    assert plain(text) == shown
