"""The forms by which a RIB is deposited and reviewed."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from akto_invoice.portal.models import Dispositif, Entity

ALL: Final = "tous"
_REASON: Final = "motif-"


class AccountForm(forms.Form):
    """The account, what it is for and whom it pays. « Tous » stands for every box of its group."""

    iban = forms.CharField(
        label="IBAN",
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    bic = forms.CharField(
        label="BIC",
        required=False,
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    dispositifs = forms.MultipleChoiceField(
        label="Dispositif",
        choices=[(ALL, "Tous"), *Dispositif.choices],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choisissez les dispositifs pour lesquels ce compte doit être utilisé, ou « Tous »."
        },
    )
    entities = forms.MultipleChoiceField(
        label="Entreprise",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez les entreprises pour lesquelles ce compte doit être utilisé."},
    )
    comment = forms.CharField(label="Commentaire", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any, entities: Sequence[Entity], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self._sirets = [entity.siret for entity in entities]
        each = [(entity.siret, f"{entity} ({entity.get_kind_display()})") for entity in entities]
        boxes = self.fields["entities"]
        assert isinstance(boxes, forms.MultipleChoiceField)  # noqa: S101  (for mypy)
        boxes.choices = [(ALL, "Tous"), *each] if len(each) > 1 else each

    @property
    def sirets(self) -> list[str]:
        """Whom the account pays."""
        chosen = self.cleaned_data.get("entities", [])
        return self._sirets if ALL in chosen else chosen

    @property
    def chosen_dispositifs(self) -> list[str] | None:
        """What the account is for; None for all."""
        chosen = self.cleaned_data.get("dispositifs", [])
        return None if ALL in chosen else chosen

    @property
    def overrides(self) -> dict[str, str]:
        """The reasons that were typed beside findings, by code."""
        return {name.removeprefix(_REASON): self.data[name] for name in self.data if name.startswith(_REASON)}


class RefusalForm(forms.Form):
    """Why a RIB is rejected."""

    reason = forms.CharField(label="Motif du rejet", max_length=500, widget=forms.Textarea({"rows": 3}))
