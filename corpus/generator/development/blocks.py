"""Blocks of facts without labels, which several layouts lay out in their own way."""

from decimal import Decimal

from corpus.generator import formats
from corpus.generator.facts import Item, Party, Scenario


def address(party: Party) -> list[str]:
    """Return name, street and town, a line each."""
    return [party.name, party.street, f"{party.postcode} {party.city}"]


def full_name(party: Party) -> str:
    """Return the name with its legal form, as legal mentions write it."""
    return (
        f"{party.name} {party.legal_form}"
        if party.legal_form != "EI"
        else f"{party.name} - Entrepreneur individuel (EI)"
    )


def capital(party: Party) -> str:
    """Return the legal form with its capital, when the company has one."""
    form = party.legal_form if party.legal_form != "EI" else "Entrepreneur individuel"
    return f"{form} au capital de {formats.SPACE_EURO(Decimal(party.capital))}" if party.capital else form


def session_text(scenario: Scenario, pattern: str = "dd/mm/yyyy") -> str:
    """Return the dates of the course: "le ..." or "du ... au ..."."""
    start, end = scenario.session
    if start == end:
        return f"le {formats.day(start, pattern)}"
    return f"du {formats.day(start, pattern)} au {formats.day(end, pattern)}"


def by_dossier(scenario: Scenario) -> list[tuple[str, list[Item]]]:
    """Group the lines by dossier, in the order of the dossiers."""
    return [(number, [item for item in scenario.items if item.dossier == number]) for number in scenario.dossiers]


def trainees(scenario: Scenario) -> list[str]:
    """Return the trainees' names, in the order of the lines."""
    return [item.trainee for item in scenario.items if item.trainee]
