"""Where the project's SQL can be broken, and how: one small change at a time.

Text is changed, not a parse tree: the SQL is that of templates, and what is broken is what somebody
might have typed. Comments and the control parts of templates stay as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHANGES: dict[str, tuple[tuple[str, str], ...]] = {
    "bound": (
        (r"(?<=\s)<=(?=\s)", "<"),
        (r"(?<=\s)<(?=\s)", "<="),
        (r"(?<=\s)>=(?=\s)", ">"),
        (r"(?<=\s)>(?=\s)", ">="),
        (r"(?<![\w.'\"])(?:[2-9]|\d{2,})(?![\w.'\"])", r"(\g<0> + 1)"),
    ),
    "operator": (
        (r"(?<=\s)=(?=\s)", "<>"),
        (r"(?<=\s)<>(?=\s)", "="),
        (r"(?<=\s)\+(?=\s)", "-"),
        (r"(?<=\s)-(?=\s)", "+"),
        (r"(?<=\s)\*(?=\s(?!from|exclude|replace))(?<!select \*)", "/"),
        (r"(?<=\s)/(?=\s)", "*"),
        (r"\bor\b", "and"),
        (r"(?<!order )(?<!between )\bnot (?!null|distinct|exists|in\b)", ""),
        (r"\bis not null\b", "is null"),
        (r"\bis null\b", "is not null"),
        (r"\bmin\(", "max("),
        (r"\bmax\(", "min("),
        (r"\bgreatest\(", "least("),
        (r"\bleast\(", "greatest("),
        (r"\bsum\(", "max("),
        (r"\bcount\(distinct ", "count("),
    ),
    "join": (
        (r"\binner join\b", "left join"),
        (r"\bleft join\b", "inner join"),
    ),
    "filter": (
        (r"^(\s*(?:where|having) ).+$", r"\1true"),
        (r"(?<=filter \(where ).+?(?=\))", "true"),
        (r"^(\s*)and .+$", r"\1and true"),
    ),
}
"""What to look for within a line, and what to put there."""

NO_SQL = re.compile(
    r"\{#.*?#\}|--[^\n]*|\{%.*?%\}"
    r"|\{\{ (?:return|exceptions|config)\b.*?\}\}|\{\{[^}]*? if [^}]*?\}\}"
    r"|\b(?:group|order|partition) by [\d, ]+",
    re.DOTALL,
)
EXPRESSION = re.compile(r"\bexpr: (?:\"([^\"]*)\"|([^,}\n]+))")
NUMBER_OF_A_VAR = re.compile(r"^ {2,4}\w+: ([\d.]+)$", re.MULTILINE)
PERCENTILE = re.compile(r"\bpercentile: ([\d.]+)")


@dataclass(frozen=True)
class Mutant:
    """One change of one file."""

    file: Path
    kind: str
    start: int
    end: int
    text: str

    def applied_to(self, source: str) -> str:
        return source[: self.start] + self.text + source[self.end :]

    def line(self, source: str) -> int:
        return source.count("\n", 0, self.start) + 1

    def before_and_after(self, source: str) -> tuple[str, str]:
        """The line as it is, and as it would be."""
        number = self.line(source) - 1
        changed = self.applied_to(source).splitlines()
        return source.splitlines()[number].strip(), changed[number].strip()


def mutants(project: Path) -> list[Mutant]:
    """Every change of every figure's SQL: models, macros, measures and the vars they name."""
    found: list[Mutant] = []
    for folder in ("models/intermediate", "models/marts", "models/metrics", "macros"):
        for file in sorted((project / folder).rglob("*.sql")):
            found += in_sql(file, file.read_text(encoding="utf-8"))
    for file in sorted((project / "models/metrics/definitions").glob("*.yml")):
        found += in_measures(file, file.read_text(encoding="utf-8"))
    settings = project / "dbt_project.yml"
    return found + list(_numbers(settings, settings.read_text(encoding="utf-8"), NUMBER_OF_A_VAR))


def in_sql(file: Path, source: str) -> Iterator[Mutant]:
    """Changes of a template's SQL."""
    # Blanked, not cut out, so that places stay places.
    plain = NO_SQL.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)
    start = 0
    for line in plain.splitlines(keepends=True):
        yield from _changes(file, line.rstrip("\n"), start)
        start += len(line)


def in_measures(file: Path, source: str) -> Iterator[Mutant]:
    """Changes of the expressions that measures sum up."""
    for expression in EXPRESSION.finditer(source):
        group = 1 if expression.group(1) is not None else 2
        yield from _changes(file, expression.group(group), expression.start(group))
    yield from _numbers(file, source, PERCENTILE)


def _changes(file: Path, text: str, offset: int) -> Iterator[Mutant]:
    for kind, changes in CHANGES.items():
        for pattern, replacement in changes:
            for match in re.finditer(pattern, text):
                new = match.expand(replacement)
                yield Mutant(file, kind, offset + match.start(), offset + match.end(), new)


def _numbers(file: Path, source: str, pattern: re.Pattern) -> Iterator[Mutant]:
    for match in pattern.finditer(source):
        number = match.group(1)
        new = f"{float(number) * 0.9:.4g}" if "." in number else str(int(number) + 1)
        yield Mutant(file, "bound", match.start(1), match.end(1), new)
