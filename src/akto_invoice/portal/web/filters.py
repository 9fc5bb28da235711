"""The filters of the list as a form that lives in the URL, so that any list can be bookmarked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict

from akto_invoice.portal.models import InvoiceKind, Status
from akto_invoice.portal.web.french import jour
from akto_invoice.portal.web.listing import shortened
from akto_invoice.portal.workflows.periods import ALWAYS, Period, Preset, preset_period
from akto_invoice.portal.workflows.search import DEFAULT_ORDER, ORDERS, Filters

_FREE: Final = "libre"


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter in words, and the query of the same list without it."""

    text: str
    query: str


def _period_field(label: str) -> forms.ChoiceField:
    choices = [("", "Toutes les dates"), *Preset.choices, (_FREE, "Dates libres")]
    return forms.ChoiceField(label=label, required=False, choices=choices)


def _day_field(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class FilterForm(forms.Form):
    """Quick search, advanced search and order."""

    q = forms.CharField(
        label="Recherche rapide",
        required=False,
        max_length=100,
        widget=forms.TextInput(
            {"type": "search", "placeholder": "Référence facture / avoir, Numéro de dossier, SIRET..."}
        ),
    )
    type = forms.ChoiceField(label="Type", required=False, choices=[("", "Tous les types"), *InvoiceKind.choices])
    statut = forms.MultipleChoiceField(
        label="Statut", required=False, choices=Status.choices, widget=forms.CheckboxSelectMultiple
    )
    reception = _period_field("Période de réception")
    reception_du = _day_field("Reçues du")
    reception_au = _day_field("au")
    emission = _period_field("Période d'émission")
    emission_du = _day_field("Émises du")
    emission_au = _day_field("au")
    tri = forms.ChoiceField(required=False, choices=[(order, order) for order in ORDERS], widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse periods that end before they start."""
        values = super().clean() or {}
        for name in ("reception", "emission"):
            first, last = values.get(f"{name}_du"), values.get(f"{name}_au")
            if values.get(name) in ("", _FREE) and first and last and first > last:
                self.add_error(f"{name}_au", "La période finit avant de commencer : échangez les deux dates.")
        return values

    def filters(self, today: date) -> Filters:
        """Return what a valid form asks for."""
        values = self.cleaned_data
        return Filters(
            text=values["q"],
            kind=InvoiceKind(values["type"]) if values["type"] else None,
            statuses=frozenset(map(Status, values["statut"])),
            received=self._period("reception", today),
            issued=self._period("emission", today),
            order=values["tri"] or DEFAULT_ORDER,
        )

    def chips(self, query: QueryDict, today: date) -> list[Chip]:
        """Return the active filters in words, each with the query that drops it."""
        return [Chip(text, _without(query, *fields)) for text, *fields in self._active(today)]

    @property
    def is_advanced(self) -> bool:
        """Tell whether more than the quick search is in use, or something in it is wrong."""
        return any(self.data.get(name) for name in self.fields if name not in ("q", "tri")) or bool(self.errors)

    def _active(self, today: date) -> Iterator[tuple[str, ...]]:
        filters = self.filters(today)
        if filters.text:
            yield f"« {filters.text} »", "q"
        if filters.kind:
            yield filters.kind.label, "type"
        if filters.statuses:
            yield ", ".join(status.label for status in Status if status in filters.statuses), "statut"
        for participle, name, period in (
            ("Reçues", "reception", filters.received),
            ("Émises", "emission", filters.issued),
        ):
            if period != ALWAYS:
                yield f"{participle} {_in_words(period)}", name, f"{name}_du", f"{name}_au"

    def _period(self, name: str, today: date) -> Period:
        """A preset counts before the two dates, which then are left over from another search."""
        chosen = self.cleaned_data[name]
        if chosen and chosen != _FREE:
            return preset_period(Preset(chosen), today)
        return Period(self.cleaned_data[f"{name}_du"], self.cleaned_data[f"{name}_au"])


def _in_words(period: Period) -> str:
    if period.first and period.last:
        return f"du {jour(period.first)} au {jour(period.last)}"
    return f"depuis le {jour(period.first)}" if period.first else f"jusqu'au {jour(period.last)}"


def _without(query: QueryDict, *fields: str) -> str:
    left = query.copy()
    for field in (*fields, "page"):
        left.pop(field, None)
    return shortened(left)
