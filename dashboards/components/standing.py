"""What a release says of itself besides its figures: that it is a notice, that it is overdue."""

import streamlit as st

from dashboards import chosen_language, pinned_release
from dashboards.components.plain import plain
from pipelines.releases import calendar
from pipelines.releases.manifest import read_manifest


def show() -> None:
    """A line above the page where newer figures were withheld or are overdue."""
    folder = pinned_release.pinned().folder
    if not (folder / "manifest.json").exists():
        return
    say = chosen_language.texts("shared")
    notice = read_manifest(folder).get("notice")
    due = calendar.overdue_since(folder)
    if notice and notice["kind"] == calendar.WITHHELD:
        checks = sorted({f"{reason['asset']}: {reason['check']}" for reason in notice["reasons"]})
        st.warning(
            say("withheld_text", release=notice["figures_of"], checks=plain("; ".join(checks))),
            icon=":material/report:",
        )
    if due:
        st.warning(say("overdue_text", due=due), icon=":material/event_busy:")
