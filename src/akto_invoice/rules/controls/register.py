"""Controls against what AKTO's register holds: the account, its dossiers, and the invoices already there."""

from collections.abc import Iterator
from decimal import Decimal

from akto_invoice.rules import siret as siret_rules
from akto_invoice.rules.akto import is_akto
from akto_invoice.rules.amounts import in_french
from akto_invoice.rules.checks import Outcome, dossier_format
from akto_invoice.rules.controls.facts import DepositFacts, DossierFacts
from akto_invoice.rules.controls.findings import found
from akto_invoice.rules.findings import Finding


def issuer_problems(facts: DepositFacts) -> Iterator[Finding]:
    """The issuer's SIRET is missing or wrong, is not of the account, or is another of its entities'."""
    siret = facts.siret or ""
    if wrong := _wrong_siret(siret, facts.account_sirets):
        yield found("SIRET_ERR", wrong)
    elif siret not in facts.account_sirets:
        yield found("SIRET_ERR_COMPTE", f"Le SIRET {_printed(siret)} n'est pas rattaché à votre compte.")
    elif siret != facts.entity_siret:
        yield found(
            "SIRET_ERR_ENTITE",
            f"Vous déposez pour le SIRET {_printed(facts.entity_siret)}, mais l'émetteur de la facture est le "
            f"{_printed(siret)}.",
        )


def dossier_problems(facts: DepositFacts) -> Iterator[Finding]:
    """No dossier is named, or one is unknown to the account, or is not engaged."""
    if not facts.dossiers:
        yield found("REF_CT_ABSENT", "La facture ne porte aucun numéro de dossier.")
    unknown = [one.number for one in facts.dossiers if not one.known]
    if unknown:
        format_check = dossier_format(unknown)
        hint = f" {format_check.message}" if format_check.outcome is Outcome.FAILED else ""
        yield found("REF_ERR", f"Introuvable parmi les dossiers de votre compte : {', '.join(unknown)}.{hint}")
    idle = [f"{one.number} ({one.state_label})" for one in facts.known_dossiers if not one.engaged]
    if idle:
        yield found("REF_ERR_ETAT", f"Dossier non engagé : {', '.join(idle)}.")


def link_problems(facts: DepositFacts) -> Iterator[Finding]:
    """The issuer is not who bills AKTO for a dossier: the provider with subrogation, the employer without."""
    siret = facts.siret or ""
    if _wrong_siret(siret, facts.account_sirets):
        return
    expected = [_expected(one, siret) for one in facts.known_dossiers if one.payee[0] != siret]
    if expected:
        yield found("EMMET_INC", f"Ce n'est pas au SIRET {_printed(siret)} de facturer AKTO : {' ; '.join(expected)}.")


def split_problems(facts: DepositFacts) -> Iterator[Finding]:
    """The amounts of the dossiers, where they are known, do not make the total HT."""
    amounts = [one.amount_ht for one in facts.dossiers if one.amount_ht is not None]
    if facts.total_ht is None or not amounts or len(amounts) < len(facts.dossiers):
        return
    whole = sum(amounts, start=Decimal(0))
    if whole != facts.total_ht:
        yield found(
            "CALCUL_ERR_DOSSIERS",
            f"Les montants des dossiers font {in_french(whole)} HT, mais le total de la facture est de "
            f"{in_french(facts.total_ht)} HT.",
        )


def amount_problems(facts: DepositFacts) -> Iterator[Finding]:
    """The invoice is for more than what remains engaged on a dossier, or on all together; an avoir gives back."""
    if facts.total_ht is None or facts.is_avoir or not facts.dossiers:
        return
    if not all(one.known and one.engaged for one in facts.dossiers):
        return
    remaining = sum((one.remaining_ht for one in facts.dossiers), start=Decimal(0))
    over = [one for one in facts.dossiers if one.amount_ht is not None and one.amount_ht > one.remaining_ht]
    if facts.total_ht > remaining:
        numbers = ", ".join(one.number for one in facts.dossiers)
        yield found(
            "MONTANTTOTAL_ERR",
            f"La facture est de {in_french(facts.total_ht)} HT, mais il reste {in_french(remaining)} HT engagés sur "
            f"{numbers}.",
        )
    elif over:
        yield found("MONTANTTOTAL_ERR", f"Plus que ce qui reste engagé : {' ; '.join(map(_excess, over))}.")


def duplicate_problems(facts: DepositFacts) -> Iterator[Finding]:
    """The same issuer's number, or the same file, is already there."""
    if facts.same_number:
        yield found("DOUBLON", f"Cet émetteur a déjà une facture de ce numéro : {', '.join(facts.same_number)}.")
    if facts.same_file:
        yield found("DOUBLON_FICHIER", f"Ce fichier est déjà déposé : {', '.join(facts.same_file)}.")


def _wrong_siret(siret: str, account: frozenset[str]) -> str:
    """What is wrong with the SIRET itself, or nothing. The account's own are right whatever their check digits."""
    if not siret:
        return "Le SIRET de l'émetteur manque."
    if is_akto(siret):
        return f"Le SIRET {_printed(siret)} est celui d'AKTO, le destinataire de la facture."
    if siret not in account and not siret_rules.is_valid(siret):
        return f"Le SIRET « {siret} » ne respecte pas ses clés de contrôle."
    return ""


def _expected(dossier: DossierFacts, siret: str) -> str:
    payee, name = dossier.payee
    how, who = ("avec", "l'organisme") if dossier.subrogation else ("sans", "l'entreprise")
    kin = (
        ", autre établissement de la même entreprise"
        if siret_rules.siren_of(payee) == siret_rules.siren_of(siret)
        else ""
    )
    return f"le dossier {dossier.number}, {how} subrogation, est facturé par {who} {name} ({_printed(payee)}{kin})"


def _excess(dossier: DossierFacts) -> str:
    amount = in_french(dossier.amount_ht or Decimal(0))
    return f"{amount} HT sur {dossier.number}, où il reste {in_french(dossier.remaining_ht)} HT"


def _printed(siret: str) -> str:
    return siret_rules.format(siret)
