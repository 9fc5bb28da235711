"""One template: its source file, its writing habits, what it prints, and the cases made with it."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.generator.facts import Scenario, Truth
from corpus.generator.printing import Style
from corpus.generator.scenario import Wishes
from corpus.generator.truth import USUAL, truth_of


class NetLabel(StrEnum):
    """When a template prints a "net à payer" or a balance of its own."""

    ALWAYS = "always"
    IF_DEDUCTED = "if_deducted"
    IF_TAXED_OR_DEDUCTED = "if_taxed_or_deducted"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Template:
    """A layout of one maker, printed from the file ``source`` of ``templates``.

    ``omits`` are truth fields that it never prints, ``omits_exempt`` those it leaves out where no VAT is due;
    an exempt document prints the clause unless ``total_tva`` is among the latter. ``single`` says that an exempt
    document shows one amount only. ``traps`` are those of all its documents.
    """

    name: str
    source: str
    style: Style
    wishes: tuple[Wishes, ...]
    omits: frozenset[str] = frozenset()
    omits_exempt: frozenset[str] = frozenset()
    net_label: NetLabel = NetLabel.ALWAYS
    single: bool = False
    traps: tuple[str, ...] = ()

    def truth(self, scenario: Scenario) -> Truth:
        """What a careful reader finds on the page made of ``scenario``."""
        return truth_of(scenario, self._printed(scenario))

    def traps_of(self, scenario: Scenario) -> tuple[str, ...]:
        """Names of what makes this document hard."""
        found = {
            "several_dossiers": len(scenario.dossiers) > 1,
            "deposit": scenario.deposit_paid > 0,
            "employer_share": scenario.employer_share > 0,
            "head_office": scenario.head_office is not None,
            "subcontractor": scenario.subcontractor is not None,
            "factor": scenario.factor is not None,
            "company_addressee": scenario.beneficiary is None,
            "single_amount": self.single and not scenario.total_tva,
            "negative_amounts": self.style.minus and scenario.document_type == "credit_note",
        }
        return tuple(name for name, present in found.items() if present) + self.traps

    def _printed(self, scenario: Scenario) -> frozenset[str]:
        printed = (USUAL | {"net_payable"}) - self.omits
        if not scenario.total_tva:
            printed -= self.omits_exempt
        deducted = scenario.net_payable != scenario.total_ttc
        labelled = {
            NetLabel.ALWAYS: True,
            NetLabel.IF_DEDUCTED: deducted,
            NetLabel.IF_TAXED_OR_DEDUCTED: deducted or scenario.total_tva > 0,
            NetLabel.NEVER: False,
        }
        return printed if labelled[self.net_label] else printed - {"net_payable"}
