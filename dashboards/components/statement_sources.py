"""Where a statement can be brought from: the examples, the saved ones, those of this session."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboards import saved_queries
from dashboards.components import statement, tables
from dashboards.components.plain import plain
from dashboards.language import Texts
from dashboards.queries import columns, examples
from dashboards.saved_queries import NotSavedError

FIRST_EXAMPLE = "metrics.metric_values"


def first() -> str:
    return examples.examples()[FIRST_EXAMPLE]


def bring(say: Texts) -> None:
    """Three lists; what is chosen in one is written into the editor."""
    with st.container(horizontal=True, gap="small", key="sources"):
        _examples(say)
        saved = {name: name for name in saved_queries.names()}
        _list("saved", say, saved, saved_queries.statement)
        runs = {str(place): _told(run, say) for place, run in enumerate(statement.history())}
        _list("history", say, runs, lambda place: statement.history()[int(place)].sql)


def _examples(say: Texts) -> None:
    held = columns.tables()
    names = set(held["schema_name"] + "." + held["table_name"])
    worked = {table: sql for table, sql in examples.examples().items() if table in names}
    shown = {
        table: f"{table} · {examples.title(sql, say.language)}" for table, sql in worked.items()
    }
    _list("example", say, shown, worked.__getitem__)


def _list(
    name: str, say: Texts, options: dict[str, str], statement_of: Callable[[str], str]
) -> None:
    def take() -> None:
        chosen = st.session_state[name]
        # Empty again, so that the same one can be brought back once more.
        st.session_state[name] = None
        if chosen is not None:
            st.session_state["statement"] = statement_of(chosen)

    st.selectbox(
        say(name),
        list(options),
        index=None,
        format_func=options.get,
        placeholder=say(f"choose_{name}" if options else f"no_{name}"),
        disabled=not options,
        key=name,
        on_change=take,
    )


def _told(run: statement.Run, say: Texts) -> str:
    first_line = next((line for line in run.sql.splitlines() if line.strip()), "")
    return f"{_outcome(run, say)} · {first_line[:60]}"


def _outcome(run: statement.Run, say: Texts) -> str:
    # The reader's own clock, where the browser tells it.
    at = pd.Timestamp(run.at).tz_convert(st.context.timezone or "UTC")
    what = say("refused") if run.rows is None else say("rows", rows=f"{run.rows:,}")
    return f"{at:%H:%M:%S} · {what} · {say('seconds', seconds=f'{run.seconds:.2f}')}"


def history(say: Texts) -> None:
    runs = statement.history()
    if runs:
        with st.expander(say("history"), icon=":material/history:"):
            tables.lines_of_text(
                [
                    {
                        say("column_run"): _outcome(run, say),
                        say("statement"): plain(" ".join(run.sql.split())[:200]),
                    }
                    for run in runs
                ]
            )


def keep(sql: str, say: Texts) -> None:
    """Saving the statement in the editor under a name, and removing one no longer needed."""
    with st.popover(say("keep"), icon=":material/save:", key="keep"):
        st.caption(say("keep_explained"))
        name = st.text_input(say("keep_name"), key="keep_name", max_chars=60).strip()
        st.button(say("save"), key="save", on_click=_save, args=(name, sql), disabled=not name)
        if saved := saved_queries.names():
            gone = st.selectbox(say("remove_which"), saved, index=None, key="gone")
            remove = st.session_state.get("gone")
            st.button(
                say("remove"), key="remove", on_click=_remove, args=(remove,), disabled=not gone
            )
    told = st.session_state.pop("kept", None)
    if told:
        key, values = told
        st.toast(plain(say(key, **values)))


def _save(name: str, sql: str) -> None:
    try:
        saved_queries.save(name, sql)
    except NotSavedError as error:
        st.session_state["kept"] = (str(error), {})
    else:
        st.session_state["kept"] = ("saved_as", {"name": name})


def _remove(name: str) -> None:
    saved_queries.remove(name)
    st.session_state["gone"] = None
