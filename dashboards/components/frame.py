"""What surrounds every page: release, language, navigation, banner, freshness, and failures."""

import logging
from pathlib import Path

import streamlit as st

from dashboards import chosen_language, language, pinned_release, warehouse
from dashboards.components import entrance, filters, standing
from dashboards.components.plain import plain
from dashboards.language import Texts
from dashboards.queries import catalogue
from dashboards.roles import PUBLIC, Role
from dashboards.sign_in import SignInRefused

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
    role = _role(audience)
    # Every page is known, or a link to one that is not for this reader would be an error.
    page = st.navigation(
        _pages(say, sections, role),
        # A page that is folded away is a page that nobody finds.
        expanded=True,
        position="sidebar" if role else "hidden",
    )
    st.logo(HERE / "wordmark.svg", size="large")
    st.sidebar.caption(say(subtitle))
    if role is None:
        entrance.staff_door()
        return
    entrance.menu(role)
    if page.visibility == "hidden":
        entrance.refuse_page()
        return
    try:
        pinned_release.pin(audience, role)
        _open(page)
    except warehouse.NoReleaseError:
        st.title(say("no_release_title"), anchor=False)
        st.info(say("no_release_text"), icon=":material/info:")
    except Exception:
        # A reader is told in words; the traceback, with its paths, stays in the log.
        logger.exception("The page %s failed.", page.url_path)
        st.error(say("page_failed"), icon=":material/error:")


def _role(audience: str) -> Role | None:
    if audience == PUBLIC.name:
        return PUBLIC
    try:
        return entrance.staff_role()
    except SignInRefused:
        logger.exception("The pages stay closed.")
        return None


def _pages(
    say: Texts, sections: dict[str, list[tuple[str, str, str]]], role: Role | None
) -> dict[str, list[st.Page]]:
    """Every page of the app, under its heading; those not for this role hidden."""
    return {
        say(heading): [
            st.Page(
                VIEWS / view,
                title=say(f"page_{name}"),
                url_path=name,
                icon=icon,
                visibility="visible" if role and heading in role.sections else "hidden",
            )
            for view, name, icon in pages
        ]
        for heading, pages in sections.items()
    }


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
    standing.show()
    page.run()
