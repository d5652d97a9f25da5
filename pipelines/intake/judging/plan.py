"""What is read of a file: for each contract column an expression, a default, or nothing."""

from dataclasses import dataclass

from pipelines.contracts import Column
from pipelines.intake.judging.expressions import Expression
from pipelines.sql_text import identifier


@dataclass(frozen=True)
class ColumnSource:
    column: Column
    expression: Expression | None
    """None where the file has nothing for it: then `default` is taken."""
    default: str = "null"
    """SQL of the contract's type; may name another contract column."""
    source_type: str = "VARCHAR"
    hides_value: bool = False
    """Whether what it reads may identify a person, and so is told to nobody."""

    # Names of the columns that the steps of the judgement add, quoted. The space in each keeps it
    # apart from every contract column.

    @property
    def result(self) -> str:
        """What the expression gave; where it can fail, in a struct, or null if it did."""
        return identifier(f"{self.column.name} result")

    @property
    def failed(self) -> str:
        return identifier(f"{self.column.name} failed")

    @property
    def read(self) -> str:
        """What the expression had read when it failed."""
        return identifier(f"{self.column.name} read")

    @property
    def given(self) -> str:
        """The result with blank text as null."""
        return identifier(f"{self.column.name} given")

    @property
    def rule(self) -> str:
        """The first rule that the value breaks."""
        return identifier(f"{self.column.name} rule")


@dataclass(frozen=True)
class FilePlan:
    columns: tuple[ColumnSource, ...]
    where: Expression | None
    unused: tuple[str, ...]
    """Columns of the file that nothing reads."""

    @property
    def mapped(self) -> list[ColumnSource]:
        """The columns that the file has something for."""
        return [source for source in self.columns if source.expression]

    @property
    def has_window(self) -> bool:
        expressions = [source.expression for source in self.columns] + [self.where]
        return any(expression and expression.has_window for expression in expressions)
