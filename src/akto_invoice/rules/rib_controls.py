"""What stands in the way of paying to an account: the typed numbers, the PDF that proves them, and who else uses them.

What the PDF says beyond doubt blocks when it is contradicted; what was read with less certainty only warns, because the
reader may be wrong: the depositor says why, and an agent of AKTO looks at the PDF. Source of the list: the guide,
« Déposer un RIB » (the PDF must hold IBAN, BIC, raison sociale and address), and AKTO's interest not to pay a stranger.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from akto_invoice.rules import bic as bics
from akto_invoice.rules import iban as ibans
from akto_invoice.rules.findings import Finding, Level
from akto_invoice.rules.holder import Closeness, compare

_COMPARE_PDF: Final = "Comparez-le chiffre par chiffre au PDF."


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A value as the PDF shows it; ``is_certain`` where it may be used unseen."""

    value: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class RibFacts:
    """All that is known of a RIB at its deposit.

    ``iban`` and ``bic`` are what the depositor typed; ``printed_...`` what the PDF shows, None where nothing was found.
    ``names`` are the raisons sociales of the entities that are to be paid on the account. ``is_akto`` and
    ``other_siren`` tell whether the account is AKTO's, or is in use by a company of another SIREN.
    ``contradictions`` are sentences about what the PDF says against itself.
    """

    iban: str
    bic: str
    printed_iban: PrintedValue | None
    printed_bic: PrintedValue | None
    printed_holder: PrintedValue | None
    printed_address: PrintedValue | None
    names: tuple[str, ...]
    is_akto: bool = False
    other_siren: bool = False
    contradictions: tuple[str, ...] = ()


def find_rib_problems(facts: RibFacts) -> tuple[Finding, ...]:
    """Return what stands in the way, blocking findings first."""
    found = [*_numbers(facts), *_pdf(facts), *_holder(facts), *_account(facts)]
    return tuple(sorted(found, key=lambda finding: finding.level != Level.BLOCKS))


def _numbers(facts: RibFacts) -> Iterator[Finding]:
    iban_holds, bic_holds = ibans.is_valid(facts.iban), bics.is_valid(facts.bic)
    if not iban_holds:
        yield Finding(
            "IBAN_ERR",
            Level.BLOCKS,
            "Cet IBAN ne respecte pas ses clés de contrôle." if facts.iban else "L'IBAN manque.",
            "Recopiez l'IBAN du RIB, chiffre par chiffre.",
            "iban",
        )
    if not bic_holds:
        yield Finding(
            "BIC_ERR",
            Level.BLOCKS,
            "Ce BIC n'en est pas un." if facts.bic else "Le BIC manque.",
            "Recopiez le BIC du RIB : 8 ou 11 caractères, dont le code du pays.",
            "bic",
        )
    if not (iban_holds and bic_holds):
        return
    if not bics.suits_country(facts.bic, ibans.country_of(facts.iban)):
        yield Finding(
            "BIC_PAYS",
            Level.BLOCKS,
            "Ce BIC n'est pas celui d'une banque du pays de l'IBAN.",
            "Reprenez les deux sur le même RIB.",
            "bic",
        )
    elif not _of_the_bank(facts):
        yield Finding(
            "BIC_BANQUE",
            Level.WARNS,
            "Le registre des banques donne un autre BIC pour cet IBAN.",
            "Vérifiez le BIC sur le RIB ; s'il y est bien, dites-le.",
            "bic",
        )


def _of_the_bank(facts: RibFacts) -> bool:
    """The register is incomplete: a bank that it does not know is no fault."""
    known = {code[:8] for code in ibans.registered_bics(facts.iban)}
    return not known or bics.compact(facts.bic)[:8] in known


def _pdf(facts: RibFacts) -> Iterator[Finding]:
    if facts.printed_iban is None:
        yield Finding(
            "IBAN_ABS",
            Level.BLOCKS,
            "Aucun IBAN n'est lisible sur ce PDF.",
            "Déposez le RIB remis par votre banque, en PDF ou bien numérisé.",
            "iban",
        )
    for code, field, label, printed in (
        ("BIC_ABS", "bic", "Le BIC", facts.printed_bic),
        ("TITULAIRE_ABS", None, "Le nom du titulaire", facts.printed_holder),
        ("ADRESSE_ABS", None, "L'adresse du titulaire", facts.printed_address),
    ):
        if printed is None:
            yield Finding(
                code,
                Level.WARNS,
                f"{label} n'a pas été trouvé sur le PDF, où IBAN, BIC, raison sociale et adresse doivent figurer.",
                "S'il y figure, dites où ; sinon, déposez un RIB complet.",
                field,
            )
    for code, field, label, typed, printed in (
        ("IBAN_DIFFERENT", "iban", "L'IBAN", ibans.compact(facts.iban), facts.printed_iban),
        ("BIC_DIFFERENT", "bic", "Le BIC", bics.compact(facts.bic), facts.printed_bic),
    ):
        if printed is not None and typed and not _same(typed, printed.value, field):
            yield Finding(
                code,
                Level.BLOCKS if printed.is_certain else Level.WARNS,
                f"{label} saisi n'est pas celui du PDF.",
                f"{_COMPARE_PDF} Corrigez la saisie, ou déposez le bon RIB."
                if printed.is_certain
                else f"{_COMPARE_PDF} Si la lecture automatique s'est trompée, dites-le.",
                field,
            )
    for sentence in facts.contradictions:
        yield Finding(
            "RIB_CONTRADICTOIRE",
            Level.WARNS,
            sentence,
            "Vérifiez le PDF ; s'il est bien celui de la banque, dites pourquoi il faut s'y fier.",
        )


def _same(typed: str, printed: str, field: str) -> bool:
    """Of a BIC the last three characters name a branch, and XXX the bank's seat, as does their absence."""
    return typed == printed if field == "iban" else typed.removesuffix("XXX") == printed.removesuffix("XXX")


def _holder(facts: RibFacts) -> Iterator[Finding]:
    if facts.printed_holder is None:
        return
    holder = facts.printed_holder
    for name in facts.names:
        match compare(holder.value, name):
            case Closeness.CLOSE:
                yield Finding(
                    "TITULAIRE_PROCHE",
                    Level.WARNS,
                    f"Le titulaire du compte, « {holder.value} », n'est pas tout à fait « {name} ».",
                    "Dites pourquoi ce compte est bien celui de l'entreprise (nom commercial, siège, sigle).",
                )
            case Closeness.DIFFERENT:
                yield Finding(
                    "TITULAIRE_DIFFERENT",
                    Level.BLOCKS if holder.is_certain else Level.WARNS,
                    f"Le titulaire du compte, « {holder.value} », n'est pas « {name} ».",
                    "Déposez un RIB au nom de cette entreprise, ou décochez-la."
                    if holder.is_certain
                    else "Si la lecture automatique s'est trompée, dites le nom que porte le PDF.",
                )


def _account(facts: RibFacts) -> Iterator[Finding]:
    if facts.is_akto:
        yield Finding(
            "COMPTE_AKTO",
            Level.BLOCKS,
            "Ce compte est celui d'AKTO.",
            "Déposez le RIB du compte sur lequel votre entreprise doit être payée.",
            "iban",
        )
    if facts.other_siren:
        # Not whose: that is nobody's business here.
        yield Finding(
            "COMPTE_AUTRE_SIREN",
            Level.BLOCKS,
            "Ce compte est déjà utilisé pour une entreprise d'un autre SIREN.",
            "Vérifiez l'IBAN ; s'il est juste, écrivez à votre conseiller AKTO.",
            "iban",
        )
    if not facts.names:
        yield Finding(
            "ENTREPRISE_ABS",
            Level.BLOCKS,
            "Aucune entreprise n'est choisie.",
            "Cochez les entreprises pour lesquelles ce compte doit être utilisé.",
            "entities",
        )
