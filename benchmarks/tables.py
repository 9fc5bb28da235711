"""Markdown tables."""

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Render a Markdown table.

    >>> print(table(("field", "right"), [("siret", "100.0 %")]), end="")
    | field | right |
    | --- | --- |
    | siret | 100.0 % |
    """
    lines = (header, ["---"] * len(header), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
