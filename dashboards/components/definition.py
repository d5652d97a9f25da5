"""What a figure means, from the catalogue: a popover beside it, or the help text of a card."""

from collections.abc import Mapping

import streamlit as st

from dashboards import chosen_language
from dashboards.components import member_names
from dashboards.language import localised

PARTS = ("says", "computed", "does_not_say")


def lines(metric: Mapping) -> list[str]:
    say = chosen_language.texts("shared")
    sentences = {
        part: localised(metric, part, say.language)
        for part in PARTS
        if metric.get(f"{part}_{say.language}")
    }
    return [f"**{say(f'definition_{part}')}** {text}" for part, text in sentences.items()]


def popover(metric: Mapping) -> None:
    say = chosen_language.texts("shared")
    with st.popover(
        say("definition"),
        type="tertiary",
        icon=":material/info:",
        key=f"definition_{metric['metric_id']}",
    ):
        st.markdown(f"**{localised(metric, 'label', say.language)}** · `{metric['metric_id']}`")
        for line in lines(metric):
            st.markdown(line)
        if metric.get("rule_version"):
            st.caption(
                say("definition_version", version=metric["rule_version"], owner=owner(metric))
            )


def owner(metric: Mapping) -> str:
    return member_names.name("owner", metric["owner"])


def tooltip(metric: Mapping) -> str:
    return "\n\n".join(lines(metric))
