"""The buttons below a chart or table: its very rows, as CSV and as Parquet."""

import pandas as pd
import streamlit as st

from dashboards import chosen_language, file_formats, pinned_release
from dashboards.queries import catalogue


def _marked(rows: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Files travel without their page, so they carry the word themselves."""
    if not catalogue.release_info()["is_simulated"]:
        return rows, "fairlane"
    return rows.assign(is_simulated=True), "simulated_fairlane"


def buttons(rows: pd.DataFrame, name: str) -> None:
    say = chosen_language.texts("shared")
    marked, prefix = _marked(rows)
    stem = f"{prefix}_{pinned_release.pinned().name}_{name}"
    with st.container(horizontal=True, gap="small", key=f"downloads_{name}"):
        for form, write, mime in (
            ("csv", file_formats.csv, "text/csv"),
            ("parquet", file_formats.parquet, "application/vnd.apache.parquet"),
        ):
            st.download_button(
                say(f"download_{form}"),
                # Written only when asked for.
                data=lambda write=write: write(marked),
                file_name=f"{stem}.{form}",
                mime=mime,
                key=f"{name}_{form}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )
