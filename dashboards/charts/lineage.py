"""From the columns of the contracts to the pages: a drawing from left to right, as inline SVG."""

from collections.abc import Mapping, Sequence
from html import escape

from dashboards.charts import style

WIDTH, ROW, GAP, MARGIN = 196, 22, 30, 6
Edges = Sequence[tuple[str, str]]


def depths(edges: Edges) -> dict[str, int]:
    """Steps from the left to each node: the longest way, so that no line runs back."""
    found: dict[str, int] = {}
    parents: dict[str, list[str]] = {}
    for source, target in edges:
        parents.setdefault(target, []).append(source)
        parents.setdefault(source, [])

    def depth(node: str) -> int:
        if node not in found:
            found[node] = 1 + max(map(depth, parents[node]), default=-1)
        return found[node]

    for node in sorted(parents):
        depth(node)
    return found


def drawing(edges: Edges, lines: Mapping[str, Sequence[str]]) -> str:
    """`lines` holds the text in each node's box, its name first."""
    places, height = _places(edges, lines)
    width = max(x for x, _, _ in places.values()) + WIDTH + MARGIN
    parts = [_line(places[source], places[target]) for source, target in sorted(edges)]
    parts += [_box(*places[node], lines[node]) for node in sorted(places)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" font-family="{style.FONT}" font-size="13">'
        f"{''.join(parts)}</svg>"
    )


def _places(
    edges: Edges, lines: Mapping[str, Sequence[str]]
) -> tuple[dict[str, tuple[float, float, float]], float]:
    columns: dict[int, list[str]] = {}
    for node, depth in sorted(depths(edges).items()):
        columns.setdefault(depth, []).append(node)
    tall = {node: ROW * len(lines[node]) + MARGIN for nodes in columns.values() for node in nodes}
    heights = {
        depth: sum(tall[node] + 2 * MARGIN for node in nodes) for depth, nodes in columns.items()
    }
    whole = max(heights.values()) + 2 * MARGIN
    places = {}
    for depth, nodes in columns.items():
        y = (whole - heights[depth]) / 2 + MARGIN
        for node in nodes:
            places[node] = (MARGIN + depth * (WIDTH + GAP), y, tall[node])
            y += tall[node] + 2 * MARGIN
    return places, whole


def _box(x: float, y: float, height: float, lines: Sequence[str]) -> str:
    texts = "".join(
        f'<text x="{x + 8}" y="{y + ROW * place - 5:g}">{escape(line)}</text>'
        for place, line in enumerate(lines, 1)
    )
    # Its own ground, on which the text can be read in the light and the dark theme.
    return (
        f'<rect x="{x}" y="{y:g}" width="{WIDTH}" height="{height:g}" rx="5" '
        f'fill="#eef5f6" stroke="{style.ACCENT}"/><g fill="#12343b">{texts}</g>'
    )


def _line(source: tuple[float, float, float], target: tuple[float, float, float]) -> str:
    (x1, y1, height1), (x2, y2, height2) = source, target
    start, end = (x1 + WIDTH, y1 + height1 / 2), (x2, y2 + height2 / 2)
    bend = (start[0] + end[0]) / 2
    return (
        f'<path d="M{start[0]:g},{start[1]:g} C{bend:g},{start[1]:g} {bend:g},{end[1]:g} '
        f'{end[0]:g},{end[1]:g}" fill="none" stroke="{style.QUIET}"/>'
    )
