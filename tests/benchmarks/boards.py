"""Hand-made rows, readings and answers."""

from benchmarks.answers import Answer, Scope
from benchmarks.readings import Reading, Value
from corpus.generator.facts import Truth
from corpus.generator.manifest import Row


def row(name: str = "a", split: str = "evaluation", source: str = "text", truth: Truth | None = None) -> Row:
    """Make a row of an invoice, unless ``truth`` says something else."""
    of = truth or Truth("invoice", total_ttc="120.00")
    return Row(
        id=name,
        file=f"{split}/{name}.pdf",
        split=split,
        maker="reportlab",
        template="band",
        source=source,
        regime="taxed",
        document_type=of.document_type,
        traps=("deca",),
        sha256=None,
        truth=of,
    )


def value(text: str, *, accepted: bool = True, confidence: float = 0.99) -> Value:
    """Make a value read in a text layer."""
    return Value(text, confidence, accepted, "text")


def reading(document_type: str = "invoice", **values: Value) -> Reading:
    """Make a reading with single fields."""
    return Reading(None, document_type, {name: (one,) for name, one in values.items()})


def answer(
    truth: str | None,
    read: str | None,
    *,
    of: Row | None = None,
    field: str = "siret",
    scope: Scope = Scope.FIELD,
    accepted: bool = False,
    confidence: float | None = None,
) -> Answer:
    """Make an answer."""
    return Answer(of or row(), scope, field, truth, read, confidence, accepted)
