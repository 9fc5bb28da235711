"""The table of what waits to be validated: its rows, and how it keeps itself up to date while something is analysed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from akto_invoice.portal.models import Deposit, DepositState
from akto_invoice.portal.web.french import pluriel
from akto_invoice.rules.controls import Level


@dataclass(frozen=True, slots=True)
class Row:
    """One deposit of the table, and the address that opens it."""

    deposit: Deposit
    url: str
    is_open: bool

    @property
    def badge(self) -> str:
        """The state's colour."""
        return "a-corriger" if self.deposit.findings else self.deposit.state

    @property
    def state(self) -> str:
        """The state in words, with what keeps the invoice from being validated."""
        findings = self.deposit.findings
        blocking = sum(finding["level"] == Level.BLOCKS for finding in findings)
        if blocking:
            return f"{blocking} point{pluriel(blocking)} à corriger"
        if findings:
            return f"{len(findings)} point{pluriel(len(findings))} à confirmer"
        return str(self.deposit.get_state_display())


@dataclass(frozen=True, slots=True)
class Progress:
    """What the page asks for every other second: ``url``, of which it takes ``target`` and the ``others``."""

    words: str
    url: str
    target: str
    others: list[str]


def rows_of(deposits: Iterable[Deposit], opened: int | None, page: int) -> list[Row]:
    """Return the rows, the one with the key ``opened`` open."""
    query = f"?page={page}" if page > 1 else ""
    return [
        Row(deposit, f"{reverse('deposit-review', args=[deposit.pk])}{query}#ligne-{deposit.pk}", deposit.pk == opened)
        for deposit in deposits
    ]


def progress_of(rows: list[Row], recent: list[Deposit], url: str) -> Progress | None:
    """Return what to ask for while something on the page is analysed or transmitted, else None.

    With an invoice open only rows are taken, so that nobody is disturbed who types; with none, everything, and the
    first that is ready opens.
    """
    analysed = [row for row in rows if row.deposit.state == DepositState.EN_ANALYSE]
    transmitted = [deposit for deposit in recent if deposit.state == DepositState.VALIDE]
    if not analysed and not transmitted:
        return None
    words = " et ".join(
        f"{count} facture{pluriel(count)} en cours {what}"
        for count, what in ((len(analysed), "d'analyse"), (len(transmitted), "de transmission"))
        if count
    )
    opened = next((row for row in rows if row.is_open), None)
    if opened is None:
        return Progress(words, url, "#validation", ["#restantes"])
    parts = ["#restantes", "#recentes", *(f"#ligne-{row.deposit.pk}" for row in analysed)]
    if opened in analysed:
        return Progress(words, url, "#suivi", [*parts, f"#detail-{opened.deposit.pk}"])
    return Progress(words, f"{url}{'&' if '?' in url else '?'}suivi=lignes", "#suivi", parts)
