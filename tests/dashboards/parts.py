"""Every page, and the parts of the managers' longer ones beside the one that opens first."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboards.language import TEXTS

PARTS = [
    *(f"delay?part={part}" for part in ("why", "when_and_where")),
    *(f"complaints?part={part}" for part in ("curves", "backlog", "responsibility", "redress")),
    *(f"riders?part={part}" for part in ("where", "load", "what_if&riders=2&promise=5")),
    *(f"loss?part={part}" for part in ("causes", "money", "by_whom")),
    "systems?part=incidents",
    *(f"fairness?part={part}" for part in ("funnel", "queue")),
]

VIEWS = Path(TEXTS).parent / "views"
STAFF = [
    f"{view.parent.name}/{view.name}"
    for group in ("managers", "analysts")
    for view in sorted((VIEWS / group).glob("*.py"))
    if view.name != "__init__.py"
]
# App, view, and what is chosen in the address.
EVERY_PAGE = [
    *(("staff_app.py", view, {}) for view in STAFF),
    *(
        ("staff_app.py", f"managers/{name}.py", {"part": rest.split("&")[0].split("=")[1]})
        for name, _, rest in (part.partition("?") for part in PARTS)
    ),
    *(("public_app.py", f"public/{name}.py", {}) for name in ("explore", "resolution", "method")),
]
# Pages of the release itself: they hold something whatever the platform keeps.
OF_THE_RELEASE = {"analysts/catalogue.py", "analysts/sql.py", "managers/claims.py",
                  "managers/quality.py", "public/method.py"}  # fmt: skip


def assert_it_shows_something(page: AppTest, view: str) -> None:
    """A chart, a table or a sentence, and no error."""
    assert not page.exception
    assert not page.error
    shown = (page.get("plotly_chart"), page.table, page.dataframe, page.info)
    assert any(shown) or view in OF_THE_RELEASE, "an empty page"
