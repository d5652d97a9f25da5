"""The language of this run of a page, as its reader or their browser chose it."""

import streamlit as st

from dashboards.language import Texts


def current() -> str:
    """The language of this run, chosen in components/filters.py."""
    return st.session_state.get("language", "zh")


def texts(page: str) -> Texts:
    return Texts(page, current())


def of_the_browser() -> str:
    """Chinese, unless the browser asks for something else."""
    locale = st.context.locale or "zh-CN"
    return "zh" if locale.lower().startswith("zh") else "en"
