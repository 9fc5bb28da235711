"""The layouts printed by Chromium, from a group's ERP to a temporary-work agency."""

from functools import partial
from pathlib import Path

from corpus.generator import formats
from corpus.generator.formats import Money
from corpus.generator.installed import programs
from corpus.generator.layout import Layout
from corpus.generator.printing import Style
from corpus.generator.scenario import Wishes
from corpus.generator.template import NetLabel, Template

SOURCES = Path(__file__).parent / "html"
EURO = Money(formats.NBSP, after=formats.NBSP + "€")
TEMPLATES = (
    Template(
        name="group-postings",
        source="groupe.html",
        style=Style(
            total=Money("."), cell=Money("."), date="dd.mm.yyyy", siret="compact", rate_places=3, iban_separator=""
        ),
        wishes=(
            Wishes(lines=3, head_office=True),
            Wishes(factor=True, bank=False),
            Wishes(document_type="credit_note", lines=2),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(regime="multi_rate", deposit=True, lines=3),
            Wishes(document_type="deposit_invoice", employer_share=True),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("trailing_minus", "dotted_thousands", "footer_identity", "tiny_print"),
    ),
    Template(
        name="open-erp",
        source="libre.html",
        style=Style(
            total=Money(formats.NBSP, after=" EUR"),
            cell=Money(formats.NBSP),
            siret="compact",
            rate_places=1,
            minus=True,
        ),
        wishes=(
            Wishes(dossiers=2, lines=2),
            Wishes(regime="exempt", subcontractor=True),
            Wishes(deposit=True, employer_share=True, lines=2),
            Wishes(document_type="credit_note"),
            Wishes(regime="overseas", lines=2),
            Wishes(document_type="proforma", regime="multi_rate"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("payments_table", "professional_ids", "totals_left"),
    ),
    Template(
        name="shop-portal",
        source="portail.html",
        style=Style(
            total=EURO, cell=EURO, siret="compact", rate_sign="%", rate_places=None, iban_separator="", minus=True
        ),
        wishes=(
            Wishes(lines=3),
            Wishes(regime="franchise"),
            Wishes(head_office=True, deposit=True),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(addressee="company", regime="multi_rate", lines=2),
            Wishes(regime="exempt", dossiers=4, lines=1, employer_share=True),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("labels_in_a_strip", "footer_identity", "subtotal_is_ht"),
    ),
    Template(
        name="studio",
        source="studio.html",
        style=Style(
            total=Money(formats.NARROW, after=formats.NARROW + "€"),
            cell=Money(formats.NARROW, after=formats.NARROW + "€"),
            date="dd/mm/yy",
            rate_places=None,
            vat="spaces",
        ),
        wishes=(
            Wishes(regime="franchise", dossiers=2, lines=1),
            Wishes(lines=2),
            Wishes(factor=True, bank=False, regime="exempt"),
            Wishes(document_type="credit_note", lines=1),
            Wishes(document_type="deposit_invoice"),
            Wishes(addressee="company", deposit=True),
        ),
        traps=("amount_due_on_top", "numbers_without_labels", "white_on_dark", "narrow_spaces"),
    ),
    Template(
        name="apprentice-schedule",
        source="centre_apprentis.html",
        style=Style(total=Money(after=" €"), cell=Money(after=" €"), siret="nic_split"),
        wishes=(
            Wishes(dispositif="apprentissage"),
            Wishes(dispositif="apprentissage", dossiers=2),
            Wishes(dispositif="apprentissage", head_office=True, employer_share=True),
            Wishes(dispositif="apprentissage", document_type="credit_note"),
            Wishes(dispositif="apprentissage", deposit=True, dossiers=2, dossier_shape="five"),
            Wishes(dispositif="apprentissage", document_type="proforma", dossiers=2),
        ),
        omits=frozenset({"vat_number"}),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("instalments_not_billed", "number_under_title", "rib_table"),
    ),
    Template(
        name="learner-list",
        source="liste.html",
        style=Style(total=EURO, cell=EURO, siret="compact", rate_sign="%", rate_places=None),
        wishes=(
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(regime="franchise"),
            Wishes(subcontractor=True, lines=2),
            Wishes(regime="exempt", deposit=True, employer_share=True),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(addressee="company", regime="taxed"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("bare_number", "numbered_sections", "footer_identity"),
    ),
    Template(
        name="trade-chamber",
        source="chambre.html",
        style=Style(total=Money(after=" €"), cell=Money(), siret="dots", rate_places=1),
        wishes=(
            Wishes(regime="exempt"),
            Wishes(regime="exempt", dossiers=2, lines=2, head_office=True),
            Wishes(regime="taxed", deposit=True),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(regime="multi_rate", employer_share=True, lines=2),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("totals_in_a_row", "identity_in_side_column", "payment_slip"),
    ),
    Template(
        name="agency-rebill",
        source="agence.html",
        style=Style(total=Money(" "), cell=Money(" "), date="dd-mm-yyyy", siret="two_part", iban_separator=""),
        wishes=(
            Wishes(dossier_shape="reimbursement", dossiers=3, lines=1, subcontractor=True),
            Wishes(dossier_shape="reimbursement", head_office=True, lines=2),
            Wishes(dossier_shape="reimbursement", factor=True, bank=False),
            Wishes(dossier_shape="reimbursement", document_type="credit_note", regime="exempt"),
            Wishes(dossier_shape="reimbursement", deposit=True, employer_share=True, dossiers=2, lines=1),
            Wishes(dossier_shape="reimbursement", regime="multi_rate", lines=3),
        ),
        omits=frozenset({"nda"}),
        traps=("landscape", "row_of_totals", "head_office_beside"),
    ),
)
LAYOUTS = tuple(
    Layout("chromium", template.name, partial(programs.chromium, SOURCES, template), template.wishes)
    for template in TEMPLATES
)
