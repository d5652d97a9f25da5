"""On which pages a figure is shown: read off the pages' own code, so no list can fall behind."""

import ast
from functools import cache
from pathlib import Path

from dashboards import pinned_release

DASHBOARDS = Path(__file__).parents[1]
# They show whatever the release holds, and name no figure.
SHOW_A_TABLE = {"fairness": "metrics.fairness_gaps", "claims": "metrics.claims"}
SHOW_EVERY_FIGURE = ("explore", "method")


def shown_on(metric_id: str) -> list[tuple[str, str]]:
    """Audience and name of each page."""
    return [
        (audience, page)
        for (audience, page), named in _named().items()
        if metric_id in named
        or page in SHOW_EVERY_FIGURE
        or (page in SHOW_A_TABLE and metric_id in _held(SHOW_A_TABLE[page]))
    ]


@cache
def _named() -> dict[tuple[str, str], frozenset[str]]:
    """Every text in the code of a page, and in that of the components which it alone imports."""
    views = sorted(DASHBOARDS.glob("views/[mp]*/*.py"))
    texts = {view: _texts(view) for view in views if view.stem != "__init__"}
    return {
        (view.parent.name, view.stem): own.union(*(_texts(part) for part in _parts(view)))
        for view, own in texts.items()
    }


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _texts(file: Path) -> frozenset[str]:
    constants = (node.value for node in ast.walk(_tree(file)) if isinstance(node, ast.Constant))
    return frozenset(value for value in constants if isinstance(value, str))


def _parts(file: Path, seen: frozenset[Path] = frozenset()) -> frozenset[Path]:
    """The components and queries that a file imports, and those that they do."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dashboards."):
            folder = DASHBOARDS.joinpath(*node.module.split(".")[1:])
            for name in node.names:
                part = folder / f"{name.name}.py"
                if part.exists() and part not in seen:
                    seen = _parts(part, seen | {part})
    return seen


def _held(table: str) -> set[str]:
    return set(pinned_release.read(f"select distinct metric_id from {table}")["metric_id"])  # noqa: S608
