"""Files hold the rows as they are, and no cell that a spreadsheet would run."""

import io

import pandas as pd
import pytest

from dashboards import file_formats

ROWS = pd.DataFrame({"name": ["=1+1", "+2", "-3", "@x", "\tx", "东湖 a=b"], "gap": [-1.5] * 6})


def test_only_text_that_starts_like_a_formula_is_defused():
    read = pd.read_csv(io.BytesIO(file_formats.csv(ROWS)), encoding="utf-8-sig")
    assert list(read["name"]) == ["'=1+1", "'+2", "'-3", "'@x", "'\tx", "东湖 a=b"]
    assert list(read["gap"]) == [-1.5] * 6


def test_a_heading_is_defused_too_and_chinese_opens_rightly():
    written = file_formats.csv(pd.DataFrame({"=cmd()": [1], "区": ["甲"]}))
    assert written.startswith(b"\xef\xbb\xbf'=cmd()")


def test_text_of_arrow_type_is_defused():
    rows = pd.DataFrame({"name": pd.array(["=1", None], dtype="string[pyarrow]")})
    assert file_formats.csv(rows).decode("utf-8-sig").splitlines()[1] == "'=1"


def test_parquet_gives_back_the_rows():
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(file_formats.parquet(ROWS))), ROWS)


@pytest.mark.parametrize("write", [file_formats.csv, file_formats.parquet])
def test_no_rows_make_a_file_with_headings(write):
    assert write(ROWS.head(0))
