"""AKTO's own identity: on nearly every invoice, as the addressee, and never the issuer of one deposited there.

Source: its entry in INSEE's SIRENE register. Recognised by SIREN, never by address or by a list of establishments.

>>> is_akto("853 000 982 00241"), is_akto("FR77853000982"), is_akto("732829320")
(True, True, False)

A RIB names its holder without any number, so that there the name must do:

>>> is_named_akto("OPCO AKTO"), is_named_akto("Akto - Réseau Île-de-France"), is_named_akto("AKTON Formation")
(True, True, False)
"""

import re
from typing import Final

from akto_invoice.rules import siret, vat_number

SIREN: Final = "853000982"
_NAME: Final = re.compile(r"\W*(?:(?:association|opco|l'opco)\W+)*akto\b", re.IGNORECASE)


def is_akto(number: str) -> bool:
    """Tell whether a SIREN, a SIRET or a VAT number, printed or compact, is one of AKTO's."""
    return SIREN in (siret.siren_of(number), vat_number.siren_of(number))


def is_named_akto(name: str) -> bool:
    """Tell whether a name is AKTO's own, its regions included."""
    return _NAME.match(name) is not None
