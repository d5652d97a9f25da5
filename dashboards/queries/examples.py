"""A worked query for each table that analysts meet: a .sql file named after its table."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "examples"


@cache
def examples() -> dict[str, str]:
    """Statement by table; its first two lines say in Chinese and English what it shows."""
    return {
        file.stem: file.read_text(encoding="utf-8").strip() for file in sorted(FOLDER.glob("*.sql"))
    }


def title(statement: str, language: str) -> str:
    return statement.splitlines()[("zh", "en").index(language)].removeprefix("--").strip()
