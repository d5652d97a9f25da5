"""The door of the staff's app: who the reader is, and what those see who may not come in."""

from collections.abc import Mapping

import streamlit as st

from dashboards import chosen_language
from dashboards.components.plain import plain
from dashboards.roles import ANALYST, Role
from dashboards.sign_in import SignIn, SignInRefused, configured, required_for


def staff_role() -> Role | None:
    """The role of this session's reader; None for whoever may see no page.

    Without sign-in all pages are open, to this machine alone.
    """
    sign_in = configured()
    if sign_in is None:
        required_for(st.get_option("server.address") or "0.0.0.0")
        return ANALYST
    claims = _claims(sign_in)
    return sign_in.role(claims) if claims else None


def staff_door() -> None:
    """What stands in the place of the page for whoever has no role."""
    say = chosen_language.texts("entrance")
    try:
        sign_in = configured()
    except SignInRefused:
        sign_in = None
    if sign_in is None:
        st.title(say("closed_title"), anchor=False)
        st.error(say("closed_text"), icon=":material/lock:")
        return
    if _claims(sign_in):
        st.title(say("no_role_title"), anchor=False)
        st.info(say("no_role_text", name=_name()), icon=":material/lock:")
        st.button(say("sign_out"), on_click=st.logout, icon=":material/logout:", key="leave")
        return
    st.title(say("sign_in_title"), anchor=False)
    st.write(say("sign_in_text" if not _is_signed_in() else "sign_in_again_text"))
    st.button(
        say("sign_in"), on_click=st.login, icon=":material/login:", type="primary", key="enter"
    )


def refuse_page() -> None:
    """What a page shows to a role that it is not for."""
    say = chosen_language.texts("entrance")
    st.title(say("not_for_role_title"), anchor=False)
    st.info(say("not_for_role_text"), icon=":material/lock:")


def menu(role: Role) -> None:
    """Who is signed in, and the way out."""
    if not _is_signed_in():
        return
    say = chosen_language.texts("entrance")
    with st.sidebar:
        st.caption(say(f"signed_in_{role.name}", name=_name()))
        st.button(say("sign_out"), on_click=st.logout, icon=":material/logout:", key="leave")


def _is_signed_in() -> bool:
    # There is no such attribute where no sign-in is set up.
    return bool(getattr(st.user, "is_logged_in", False))


def _claims(sign_in: SignIn) -> Mapping | None:
    """Of the token itself, which Streamlit keeps in a cookie that it signs."""
    return sign_in.claims(st.user.tokens["id"]) if _is_signed_in() else None


def _name() -> str:
    return plain(str(st.user.get("name") or st.user.get("email") or st.user.get("sub")))
