"""The checks that a RIB is held against: plain values in, one ``Check`` out, as in ``checks``.

Messages show no more of an account than its ends. A check that fails changes nothing of what was read.
"""

from collections.abc import Iterable

from akto_invoice.rules import iban as iban_rules
from akto_invoice.rules import rib as rib_rules
from akto_invoice.rules.akto import is_named_akto
from akto_invoice.rules.checks import Check, judged, not_checked


def rib_key(national: str | None) -> Check:
    """The key printed with bank, branch and account fits them."""
    check_id = "rib-key"
    if national is None or len(rib_rules.compact(national)) < rib_rules.LENGTH:
        return not_checked(check_id, "le RIB (code banque, code guichet, numéro de compte, clé)")
    shown = iban_rules.masked(national)
    return judged(
        check_id,
        rib_rules.is_valid(national),
        f"Le RIB {shown} respecte sa clé.",
        f"Le RIB lu, {shown}, ne respecte pas sa clé : comparez-le chiffre par chiffre au document de la banque.",
    )


def iban_matches_rib(iban: str | None, national: str | None) -> Check:
    """The French IBAN holds the RIB that is printed beside it; the key is left to ``rib_key``."""
    check_id = "iban-matches-rib"
    within = rib_rules.of_iban(iban) if iban else None
    if within is None or national is None:
        return not_checked(check_id, "un IBAN français ou le RIB imprimé à côté")
    return judged(
        check_id,
        within[:21] == rib_rules.compact(national)[:21],
        "L'IBAN contient le RIB imprimé à côté.",
        f"L'IBAN contient le RIB {iban_rules.masked(within)}, mais le RIB imprimé à côté est "
        f"{iban_rules.masked(national)} : demandez au titulaire un RIB édité par sa banque.",
    )


def bic_matches_bank(bic: str | None, iban: str | None) -> Check:
    """The BIC is one of the bank that keeps the account, by its first four letters in schwifty's register.

    Banks merge and the register is incomplete: an unknown bank is not checked, and a mismatch deserves a look.
    """
    check_id = "bic-matches-bank"
    registered = iban_rules.registered_bics(iban) if bic and iban else ()
    if bic is None or not registered:
        return not_checked(check_id, "le BIC, ou un IBAN dont la banque est connue")
    return judged(
        check_id,
        bic[:4] in {code[:4] for code in registered},
        f"Le BIC {bic} est de la banque qui tient ce compte.",
        f"Le BIC lu, {bic}, n'est pas d'une banque connue pour ce compte ({registered[0]} par exemple) : "
        "vérifiez-le auprès du titulaire.",
    )


def one_account(ibans: Iterable[str]) -> Check:
    """All IBANs on the document are the same."""
    check_id = "one-account"
    read = tuple(dict.fromkeys(ibans))
    if not read:
        return not_checked(check_id, "un IBAN")
    return judged(
        check_id,
        len(read) == 1,
        "Le document présente un seul compte.",
        f"Le document présente plusieurs comptes ({', '.join(map(iban_rules.masked, read))}) : "
        "demandez un RIB du seul compte à utiliser.",
    )


def holder_is_not_akto(holder: str | None) -> Check:
    """The account is not held by AKTO, which pays and is never paid."""
    check_id = "holder-is-not-akto"
    if holder is None:
        return not_checked(check_id, "le titulaire")
    return judged(
        check_id,
        not is_named_akto(holder),
        "Le titulaire n'est pas AKTO.",
        f"Le titulaire lu, « {holder} », est AKTO : demandez le RIB de l'organisme à payer.",
    )
