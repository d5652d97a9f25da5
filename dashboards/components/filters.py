"""What a reader chooses: language, platform, region, period. Each choice stands in the address."""

from collections.abc import Callable

import streamlit as st

from dashboards import chosen_language, comparison, language, wording
from dashboards.queries import catalogue, metric_values
from dashboards.queries.metric_values import Selection


def choose(name: str, options: dict[str, str], default: str, widget: Callable[..., str]) -> str:
    """One of `options`, by code. The address holds the code, never its translation.

    Streamlit's own binding would write the shown text into the address, so that a link made in
    one language were lost in the other.
    """
    key, kept = f"choice_{name}", f"kept_{name}"
    address, remembered = st.query_params.get(name), st.session_state.get(kept)
    # An address that differs from what was last written there was typed, or is a link.
    candidates = [address] if address != remembered else []
    candidates += [st.session_state.get(key), remembered, default]
    # Set anew each time: Streamlit forgets a widget's value when the page changes.
    st.session_state[key] = next(candidate for candidate in candidates if candidate in options)
    chosen = widget(key=key, options=list(options), format_func=options.get)
    st.session_state[kept] = chosen
    if chosen != default:
        st.query_params[name] = chosen
    elif name in st.query_params:
        del st.query_params[name]
    return chosen


def _segments(label: str, label_visibility: str = "visible") -> Callable[..., str]:
    def widget(**options: object) -> str:
        return st.segmented_control(
            label, required=True, label_visibility=label_visibility, **options
        )

    return widget


def _list(label: str, width: int = 260) -> Callable[..., str]:
    return lambda **options: st.selectbox(label, width=width, **options)


def short_list(label: str) -> Callable[..., str]:
    return _list(label, width=120)


def steps(label: str) -> Callable[..., str]:
    """One of many in a row, such as a number of riders."""
    return lambda **options: st.select_slider(label, width=420, **options)


def search(label: str, placeholder: str) -> str:
    """What a reader looks for; the address keeps it as every choice."""
    key, kept = "search_words", "kept_search"
    address, remembered = st.query_params.get("find", ""), st.session_state.get(kept, "")
    if address != remembered or key not in st.session_state:
        st.session_state[key] = address or remembered
    typed = st.text_input(
        label, key=key, placeholder=placeholder, max_chars=80, icon=":material/search:"
    ).strip()
    st.session_state[kept] = typed
    if typed:
        st.query_params["find"] = typed
    elif "find" in st.query_params:
        del st.query_params["find"]
    return typed


def choose_language() -> str:
    default = chosen_language.of_the_browser()
    with st.sidebar:
        chosen = choose(
            "lang", language.LANGUAGES, default, _segments("语言 Language", "collapsed")
        )
    st.session_state["language"] = chosen
    return chosen


def metric(metric_ids: list[str], name: str = "metric") -> str:
    """One of a page's figures, by its label."""
    say = chosen_language.texts("shared")
    labels = {
        metric_id: language.localised(catalogue.metric(metric_id), "label", say.language)
        for metric_id in metric_ids
    }
    return choose(name, labels, metric_ids[0], _list(say("metric")))


def listed(name: str, options: dict[str, str], label: str, default: str | None = None) -> str:
    """One of a list; the first where none is chosen and no other is the default."""
    return choose(name, options, default or next(iter(options)), _list(label))


def switch(name: str, options: dict[str, str], label: str) -> str:
    """One of a few, all in sight; the first where none is chosen."""
    return choose(name, options, next(iter(options)), _segments(label))


def period(name: str, label: str, platform_id: str, grain: str, back: int = 0) -> str | None:
    """The start of a period; at first the newest settled one, or the one so many before it."""
    say = chosen_language.texts("wording")
    rows = metric_values.periods(platform_id, grain)
    if rows.empty:
        return None
    options = {}
    for row in rows.itertuples():
        text = wording.period(grain, row.period_start, say.language)
        is_young = not row.is_mature and grain in comparison.STEPS
        options[f"{row.period_start:%Y-%m-%d}"] = (
            say("immature_period", period=text) if is_young else text
        )
    settled = int(rows["is_mature"].to_numpy().argmax())
    return listed(name, options, label, list(options)[min(settled + back, len(options) - 1)])


def segments(name: str, options: dict[str, str], label: str) -> str:
    """One of a few that stand side by side; the first where none is chosen."""
    return choose(name, options, next(iter(options)), _segments(label))


def part(options: dict[str, str]) -> str:
    """Which part of a long page to look at."""
    say = chosen_language.texts("shared")
    return choose("part", options, next(iter(options)), _segments(say("part"), "collapsed"))


def platform() -> str:
    """Asked only where there is more than one."""
    names = catalogue.platforms()
    if len(names) < 2:
        return "all"
    say = chosen_language.texts("shared")
    options = {"all": say("all_platforms")} | {name: name for name in names}
    return choose("platform", options, "all", _list(say("platform")))


def region() -> str:
    say = chosen_language.texts("shared")
    options = {"all": say("all_regions")} | catalogue.regions()
    return choose("region", options, "all", _list(say("region")))


def grain(without: tuple[str, ...] = ()) -> str:
    say = chosen_language.texts("shared")
    # A release without any figure still has its pages, which say why.
    held = [name for name in catalogue.grains() if name not in without] or ["all"]
    options = {name: say(f"grain_{name}") for name in held}
    default = "week" if "week" in options else next(iter(options))
    return choose("grain", options, default, _segments(say("grain")))


def selection(*, in_periods: bool = True) -> Selection:
    """The filter row of a page of figures; no grain is asked for where all is of the whole run."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen_grain = grain() if in_periods else "all"
        chosen_platform, chosen_region = platform(), region()
    cut = "all" if chosen_region == "all" else "region"
    return Selection(chosen_platform, chosen_grain, cut, chosen_region)
