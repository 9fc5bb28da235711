"""The forms by which agents instruct an invoice."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from akto_invoice.portal.models import Conformity, LetterNature, PaymentMeans, Reason
from akto_invoice.portal.workflows.transitions import Transition


class StatusForm(forms.Form):
    """The next status, among those that the table of transitions allows."""

    reason = forms.ChoiceField(label="Motif", required=False, choices=[("", "Sans motif"), *Reason.choices])
    message = forms.CharField(
        label="Message à l'émetteur", required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    field_order = ("status",)

    def __init__(self, data: Any, transitions: tuple[Transition, ...]) -> None:
        super().__init__(data)
        moves = [(move.end.value, f"{move.label} → {move.end.label}") for move in transitions]
        self.fields["status"] = forms.ChoiceField(label="Décision", choices=[("", "Choisissez"), *moves])
        self.order_fields(self.field_order)


class PaymentForm(forms.Form):
    """The facts of a payment."""

    means = forms.ChoiceField(label="Payé par", choices=PaymentMeans.choices)
    paid_on = forms.DateField(
        label="Payé le", initial=localdate, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class JudgeForm(forms.Form):
    """Whether a version is in order."""

    conformity = forms.ChoiceField(
        label="Conformité",
        choices=[(one.value, one.label) for one in (Conformity.CONFORME, Conformity.NON_CONFORME)],
    )
    remark = forms.CharField(label="Motif", required=False, max_length=500)


class LetterForm(forms.Form):
    """A letter to the issuer."""

    nature = forms.ChoiceField(label="Nature du courrier", choices=LetterNature.choices)
    body = forms.CharField(label="Texte", max_length=5000, widget=forms.Textarea({"rows": 7}))
