"""The checks that a reading is held against: plain values in, one ``Check`` out.

A check that fails shows both sides of the contradiction and leaves them as they were read. ``id`` is part of the
command line's contract.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from akto_invoice.rules import bic as bic_rules
from akto_invoice.rules import dossier as dossier_rules
from akto_invoice.rules import iban as iban_rules
from akto_invoice.rules import siren as siren_rules
from akto_invoice.rules import siret as siret_rules
from akto_invoice.rules import vat_number as vat_number_rules
from akto_invoice.rules.akto import is_akto
from akto_invoice.rules.amounts import ADMISSIBLE_RATES, CENT, adds_up, blends, in_french, rate_of


class Outcome(StrEnum):
    """How a check ended; NOT_CHECKED when a value that it needs is missing."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a stable ``id``, its ``outcome`` and a French sentence for people."""

    id: str
    outcome: Outcome
    message: str


_LATEST_AHEAD = timedelta(days=31)  # invoices are dated ahead, to the end of the month at most
_OLDEST = timedelta(days=3653)  # Code de commerce, L123-22: accounting documents are kept for ten years

FIELD_LABELS = {
    "document_type": "type de document",
    "invoice_number": "numéro de facture",
    "issue_date": "date de facture",
    "total_ht": "total HT",
    "total_tva": "total TVA",
    "total_ttc": "total TTC",
    "net_payable": "net à payer",
    "currency": "devise",
    "siret": "SIRET",
    "siren": "SIREN",
    "vat_number": "numéro de TVA",
    "iban": "IBAN",
    "bic": "BIC",
    "holder": "titulaire",
    "address": "adresse",
    "bank_name": "banque",
    "dossiers": "dossiers",
}
"""What a French reader calls the contract's fields."""


def totals_add_up(ht: Decimal | None, tva: Decimal | None, ttc: Decimal | None, lines: int = 1) -> Check:
    """HT + TVA = TTC, within the rounding of so many lines."""
    check_id = "totals-add-up"
    if ht is None or tva is None or ttc is None:
        return not_checked(check_id, "le total HT, le total TVA ou le total TTC")
    sum_printed = f"{in_french(ht)} HT + {in_french(tva)} de TVA"
    return judged(
        check_id,
        adds_up(ht, tva, ttc, lines),
        f"{sum_printed} = {in_french(ttc)} TTC.",
        f"{sum_printed} font {in_french(ht + tva)}, mais le total TTC lu est {in_french(ttc)} : "
        "vérifiez les trois montants sur la facture.",
    )


def vat_rate_known(
    ht: Decimal | None, tva: Decimal | None, printed_rates: Iterable[Decimal] = (), lines: int = 1
) -> Check:
    """TVA is HT at one admissible rate, or between the admissible ones printed when there are several."""
    check_id = "vat-rate-known"
    if ht is None or tva is None:
        return not_checked(check_id, "le total HT ou le total TVA")
    rate = rate_of(ht, tva, lines)
    if rate is not None:
        return Check(
            check_id, Outcome.PASSED, f"{in_french(tva)} de TVA sur {in_french(ht)} HT : taux de {_percent(rate)}."
        )
    rates = tuple(sorted(set(printed_rates).intersection(ADMISSIBLE_RATES)))
    return judged(
        check_id,
        len(rates) > 1 and blends(ht, tva, rates, lines),
        f"{in_french(tva)} de TVA sur {in_french(ht)} HT : plusieurs taux ({', '.join(map(_percent, rates))}).",
        f"{in_french(tva)} de TVA sur {in_french(ht)} HT ne correspond à aucun taux admis : "
        "vérifiez le total HT et le total TVA sur la facture.",
    )


def net_payable_not_above_ttc(net_payable: Decimal | None, ttc: Decimal | None) -> Check:
    """The net payable is TTC, or less where a deposit or the employer's share is deducted; signs do not count."""
    check_id = "net-payable-not-above-ttc"
    if net_payable is None or ttc is None:
        return not_checked(check_id, "le net à payer ou le total TTC")
    net_printed, ttc_printed = in_french(net_payable), in_french(ttc)
    return judged(
        check_id,
        abs(net_payable) <= abs(ttc) + CENT,
        f"Le net à payer ({net_printed}) ne dépasse pas le total TTC ({ttc_printed}).",
        f"Le net à payer lu ({net_printed}) dépasse le total TTC lu ({ttc_printed}) : "
        "vérifiez les deux montants sur la facture.",
    )


def siret_luhn(siret: str | None) -> Check:
    """The SIRET has fourteen digits and its check digits (La Poste's own rule included)."""
    check_id = "siret-luhn"
    if siret is None:
        return not_checked(check_id, "le SIRET de l'émetteur")
    return judged(
        check_id,
        siret_rules.is_valid(siret),
        f"Le SIRET {siret_rules.format(siret)} respecte ses clés de contrôle.",
        f"Le SIRET lu, {siret}, ne respecte pas ses clés de contrôle : vérifiez chaque chiffre sur la facture.",
    )


def siret_matches_siren(siret: str | None, siren: str | None) -> Check:
    """The SIRET starts with the SIREN that stands elsewhere (RCS, legal notice)."""
    check_id = "siret-matches-siren"
    if siret is None or siren is None:
        return not_checked(check_id, "le SIRET ou un SIREN imprimé à part")
    within = siret_rules.siren_of(siret)
    return judged(
        check_id,
        within == siren_rules.compact(siren),
        f"Le SIRET {siret_rules.format(siret)} est bien du SIREN {siren_rules.format(siren)}.",
        f"Le SIRET {siret_rules.format(siret)} est du SIREN {siren_rules.format(within)}, mais le SIREN lu est "
        f"{siren_rules.format(siren)} : vérifiez lequel est celui de l'émetteur.",
    )


def siret_matches_vat_number(siret: str | None, vat_number: str | None) -> Check:
    """The SIRET and the VAT number hold the same SIREN; numbers of Monaco and other countries hold none."""
    check_id = "siret-matches-vat-number"
    siren = vat_number_rules.siren_of(vat_number) if vat_number else None
    if siret is None or vat_number is None or siren is None:
        return not_checked(check_id, "le SIRET ou un numéro de TVA qui contient un SIREN")
    within = siret_rules.siren_of(siret)
    return judged(
        check_id,
        within == siren,
        f"Le SIRET {siret_rules.format(siret)} et le numéro de TVA {vat_number_rules.format(vat_number)} "
        "désignent la même entreprise.",
        f"Le SIRET {siret_rules.format(siret)} est du SIREN {siren_rules.format(within)}, mais le numéro de TVA "
        f"{vat_number_rules.format(vat_number)} contient le SIREN {siren_rules.format(siren)} : "
        "vérifiez lequel est celui de l'émetteur.",
    )


def vat_number_key(vat_number: str | None) -> Check:
    """The key of a French VAT number fits its SIREN."""
    check_id = "vat-number-key"
    if vat_number is None or not vat_number_rules.is_french(vat_number):
        return not_checked(check_id, "un numéro de TVA français")
    printed = vat_number_rules.format(vat_number)
    return judged(
        check_id,
        vat_number_rules.is_valid(vat_number),
        f"Le numéro de TVA {printed} respecte sa clé de contrôle.",
        f"Le numéro de TVA lu, {printed}, ne respecte pas sa clé de contrôle{_expected_vat_number(vat_number)} : "
        "vérifiez chaque caractère sur la facture.",
    )


def iban_check_digits(iban: str | None) -> Check:
    """The IBAN has its country's format, its check digits and, if French, its RIB key."""
    check_id = "iban-check-digits"
    if iban is None:
        return not_checked(check_id, "l'IBAN")
    return judged(
        check_id,
        iban_rules.is_valid(iban),
        f"L'IBAN {iban_rules.masked(iban)} respecte ses clés de contrôle.",
        f"L'IBAN lu, {iban_rules.masked(iban)}, ne respecte pas ses clés de contrôle : "
        "comparez-le chiffre par chiffre au RIB de l'organisme.",
    )


def bic_matches_iban_country(bic: str | None, iban: str | None) -> Check:
    """The bank's country is the account's; a French account may be kept by an overseas bank."""
    check_id = "bic-matches-iban-country"
    if bic is None or iban is None:
        return not_checked(check_id, "le BIC ou l'IBAN")
    of_bic, of_iban = bic_rules.country_of(bic), iban_rules.country_of(iban)
    return judged(
        check_id,
        bic_rules.suits_country(bic, of_iban),
        f"Le BIC ({of_bic}) et l'IBAN ({of_iban}) sont de pays compatibles.",
        f"Le BIC {bic} est d'une banque du pays {of_bic}, mais l'IBAN est du pays {of_iban} : "
        "vérifiez les deux sur le RIB de l'organisme.",
    )


def issuer_is_not_akto(siret: str | None, siren: str | None = None, vat_number: str | None = None) -> Check:
    """None of the issuer's identifiers is AKTO's, which is the addressee."""
    check_id = "issuer-is-not-akto"
    read = [number for number in (siret, siren, vat_number) if number is not None]
    if not read:
        return not_checked(check_id, "un identifiant de l'émetteur")
    of_akto = [number for number in read if is_akto(number)]
    return judged(
        check_id,
        not of_akto,
        "L'émetteur n'est pas AKTO.",
        f"L'identifiant lu pour l'émetteur, {', '.join(of_akto)}, est celui d'AKTO, le destinataire : "
        "relevez celui de l'organisme qui a émis la facture.",
    )


def dossier_format(dossiers: Iterable[str]) -> Check:
    """Every dossier number has a known shape and a month that exists; likely misreadings are proposed."""
    check_id = "dossier-format"
    read = tuple(dossiers)
    if not read:
        return not_checked(check_id, "un numéro de dossier")
    wrong = [number for number in read if not (dossier_rules.is_valid(number) and dossier_rules.is_plausible(number))]
    return judged(
        check_id,
        not wrong,
        f"Numéros de dossier de forme connue : {', '.join(read)}.",
        f"Numéros de dossier de forme inconnue : {', '.join(map(_with_proposals, wrong))}. "
        "Comparez-les à l'accord de prise en charge.",
    )


def xml_matches_page(pairs: Iterable[tuple[str, str | None, str | None]]) -> Check:
    """The embedded XML says what the page shows: ``pairs`` are (field, value in the XML, value on the page).

    A value that stands on one side only is no contradiction.
    """
    check_id = "xml-matches-page"
    both = [(name, in_xml, on_page) for name, in_xml, on_page in pairs if in_xml is not None and on_page is not None]
    if not both:
        return not_checked(check_id, "une valeur présente à la fois dans le XML et sur la page")
    differing = [
        f"{FIELD_LABELS.get(name, name)} ({_shown(name, in_xml)} dans le XML, {_shown(name, on_page)} sur la page)"
        for name, in_xml, on_page in both
        if in_xml != on_page
    ]
    return judged(
        check_id,
        not differing,
        f"Le XML joint et la page concordent ({len(both)} valeurs comparées).",
        f"Le XML joint contredit la page : {' ; '.join(differing)}. "
        "Demandez à l'émetteur laquelle des deux versions fait foi.",
    )


def text_matches_image(lies: Iterable[tuple[str, str, str]] | None) -> Check:
    """The text layer says what the page shows: ``lies`` are (field, its text, what its image shows).

    None where nothing made it worth a comparison.
    """
    check_id = "text-matches-image"
    if lies is None:
        return Check(check_id, Outcome.NOT_CHECKED, "Non vérifié : rien ne met en doute le texte du PDF.")
    found = [
        f"{FIELD_LABELS.get(field, field)} : « {text} » dans le texte, « {seen} » à l'image"
        for field, text, seen in lies
    ]
    return judged(
        check_id,
        not found,
        "Le texte du PDF dit ce que montre la page.",
        f"Le texte du PDF ne dit pas ce que montre la page ({' ; '.join(found)}) : la page a été lue comme une image.",
    )


def issue_date_plausible(issued: date | None, today: date) -> Check:
    """The invoice is at most ten years old, and dated at most a month ahead of ``today``."""
    check_id = "issue-date-plausible"
    if issued is None:
        return not_checked(check_id, "la date de facture")
    printed = f"{issued:%d/%m/%Y}"
    return judged(
        check_id,
        today - _OLDEST <= issued <= today + _LATEST_AHEAD,
        f"La date de facture, {printed}, est plausible.",
        f"La date de facture lue, {printed}, est trop éloignée d'aujourd'hui ({today:%d/%m/%Y}) : "
        "vérifiez-la sur la facture.",
    )


def judged(check_id: str, holds: bool, passed: str, failed: str) -> Check:
    """The check that passed or failed, with the sentence for each."""
    return Check(check_id, Outcome.PASSED, passed) if holds else Check(check_id, Outcome.FAILED, failed)


def not_checked(check_id: str, missing: str) -> Check:
    """The check that could not be made for want of ``missing``."""
    return Check(check_id, Outcome.NOT_CHECKED, f"Non vérifié, faute d'avoir lu {missing}.")


def _shown(name: str, value: str) -> str:
    return iban_rules.masked(value) if name == "iban" else value


def _percent(rate: Decimal) -> str:
    return f"{rate} %".replace(".", ",").replace(" ", "\N{NO-BREAK SPACE}")


def _expected_vat_number(vat_number: str) -> str:
    siren = vat_number_rules.siren_of(vat_number)
    if siren is None or not siren_rules.is_valid(siren):
        return ""
    return f" (pour ce SIREN, on attend {vat_number_rules.format(vat_number_rules.from_siren(siren))})"


def _with_proposals(number: str) -> str:
    proposed = dossier_rules.proposals(number)
    return f"{number} (lecture possible : {' ou '.join(proposed)})" if proposed else number
