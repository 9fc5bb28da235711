"""The form by which a user makes a token for a program."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from akto_invoice.portal.models import Membership
from akto_invoice.portal.workflows.tokens.make import Grant

_DEPOSIT: Final = "depot"
_BANK_DETAILS: Final = "rib"


@dataclass(frozen=True, slots=True)
class Box:
    """One right for one entity, to tick."""

    value: str
    label: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An entity and what a token may be granted for it: no more than its user has."""

    membership: Membership
    boxes: list[Box]


class TokenForm(forms.Form):
    """Name, life, and rights per entity; a right to do something is a right to consult."""

    name = forms.CharField(
        label="Nom du jeton",
        max_length=60,
        help_text="Celui du logiciel qui s'en servira, par exemple.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label="Durée de vie", coerce=int, initial=90, choices=[(30, "30 jours"), (90, "90 jours"), (365, "Un an")]
    )

    def __init__(self, data: Any, memberships: list[Membership]) -> None:
        super().__init__(data)
        self.memberships = memberships
        self.fields["grants"] = forms.MultipleChoiceField(
            choices=[(box, label) for one in memberships for box, label in _rights(one)],
            error_messages={"required": "Choisissez au moins une entité."},
        )

    def rows(self) -> Iterator[Row]:
        """Return the entities with their boxes."""
        ticked = self["grants"].value() or ()
        for one in self.memberships:
            yield Row(one, [Box(value, label, value in ticked) for value, label in _rights(one)])

    def grants(self) -> list[Grant]:
        """Return what a valid form asks for."""
        chosen = [value.split(":") for value in self.cleaned_data["grants"]]
        return [
            Grant(siret, deposit=[siret, _DEPOSIT] in chosen, bank_details=[siret, _BANK_DETAILS] in chosen)
            for siret in dict.fromkeys(siret for siret, *_ in chosen)
        ]


def _rights(membership: Membership) -> Iterator[tuple[str, str]]:
    siret = membership.entity.siret
    yield siret, "Consulter"
    if membership.can_deposit:
        yield f"{siret}:{_DEPOSIT}", "Déposer"
    if membership.can_manage_rib:
        yield f"{siret}:{_BANK_DETAILS}", "Voir les RIB"
