"""What surrounds every page: release, language, navigation, banner, freshness, and failures."""

import logging
from pathlib import Path

import streamlit as st

from dashboards import chosen_language, language, pinned_release, warehouse
from dashboards.components import filters
from dashboards.components.plain import plain
from dashboards.queries import catalogue

HERE = Path(__file__).parent
VIEWS = HERE.parent / "views"
logger = logging.getLogger(__name__)


def run(audience: str, subtitle: str, sections: dict[str, list[tuple[str, str, str]]]) -> None:
    """The whole of an app. `sections` lists (view, name, icon) under the key of their heading."""
    st.set_page_config(
        page_title="公道 Fairlane", page_icon=str(HERE / "icon.svg"), layout="wide", menu_items={}
    )
    chosen = filters.choose_language()
    _dress(chosen)
    say = chosen_language.texts("shared")
    page = st.navigation(
        {
            say(heading): [
                st.Page(VIEWS / view, title=say(f"page_{name}"), url_path=name, icon=icon)
                for view, name, icon in pages
            ]
            for heading, pages in sections.items()
        },
        # A page that is folded away is a page that nobody finds.
        expanded=True,
    )
    st.logo(HERE / "wordmark.svg", size="large")
    st.sidebar.caption(say(subtitle))
    try:
        pinned_release.pin(audience)
        _open(page)
    except warehouse.NoReleaseError:
        st.title(say("no_release_title"), anchor=False)
        st.info(say("no_release_text"), icon=":material/info:")
    except Exception:
        # A reader is told in words; the traceback, with its paths, stays in the log.
        logger.exception("The page %s failed.", page.url_path)
        st.error(say("page_failed"), icon=":material/error:")


def _dress(chosen: str) -> None:
    st.html(HERE / "style.css")
    # Screen readers and the choice of Chinese glyphs both go by the document's language.
    st.html(
        f"<script>document.documentElement.lang = '{language.HTML_LANGUAGES[chosen]}'</script>",
        unsafe_allow_javascript=True,
    )


def _open(page: st.Page) -> None:
    say = chosen_language.texts("shared")
    info = catalogue.release_info()
    if info["is_simulated"]:
        st.warning(say("simulated_text"), icon=":material/science:")
    st.title(page.title, anchor=False)
    st.caption(
        say(
            "freshness",
            first=f"{info['first_date']:%Y-%m-%d}",
            last=f"{info['last_date']:%Y-%m-%d}",
            as_of=f"{info['as_of']:%Y-%m-%d %H:%M}",
            release=plain(info["release_name"]),
        )
    )
    page.run()
