import re

from akto_invoice.extract.candidates.candidate import candidate
from tests.extract.pages import page


def test_a_score_does_not_depend_on_the_order_of_a_set() -> None:
    """Ten tenths added one by one are never one: near ties went by the process's hash seed."""
    (match,) = page("Facture FA-12").matches(re.compile("fa-12"))
    weights = {f"feature-{number}": 0.1 for number in range(10)}
    assert candidate("FA-12", match, weights, weights).score == 1.0
