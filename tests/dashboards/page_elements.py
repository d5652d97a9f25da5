"""A static page, taken apart without a browser."""

from html.parser import HTMLParser
from pathlib import Path


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def named(self, *names: str) -> list[dict]:
        return [attributes for tag, attributes in self.tags if tag in names]

    def text(self) -> str:
        return " ".join("".join(self.said).split())


def elements(path: Path) -> Elements:
    return Elements(path.read_text(encoding="utf-8"))
