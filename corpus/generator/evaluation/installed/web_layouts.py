"""Layouts printed from web pages by Chromium and WeasyPrint, from a freelance's to a public body's."""

from functools import partial
from pathlib import Path

from corpus.generator import formats
from corpus.generator.formats import Money
from corpus.generator.installed import programs
from corpus.generator.layout import Layout
from corpus.generator.printing import Style
from corpus.generator.scenario import Wishes
from corpus.generator.template import NetLabel, Template
from corpus.generator.truth import BANK, TOTALS

SOURCES = Path(__file__).parent / "web"
EURO = Money(formats.NBSP, after=formats.NBSP + "€")
NARROW_EURO = formats.NARROW_EURO
CHROMIUM = (
    Template(
        name="large-amount",
        source="gros_montant.html",
        style=Style(total=NARROW_EURO, cell=NARROW_EURO, siret="nbsp", rate_sign=" %", rate_places=None),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="franchise", lines=1),
            Wishes(regime="exempt", dossiers=2, lines=1),
            Wishes(document_type="credit_note"),
            Wishes(deposit=True, employer_share=True, lines=2),
            Wishes(document_type="deposit_invoice", regime="exempt"),
            Wishes(document_type="proforma"),
        ),
        single=True,
        traps=("net_above_all", "labels_in_grey"),
    ),
    Template(
        name="contracts-table",
        source="apprentis.html",
        style=Style(total=Money(), cell=Money(), date="dd/mm/yyyy", siret="compact", minus=True),
        wishes=(
            Wishes(dispositif="apprentissage"),
            Wishes(dispositif="apprentissage", dossiers=3),
            Wishes(dispositif="apprentissage", dossiers=6, dossier_shape="any"),
            Wishes(dispositif="apprentissage", employer_share=True),
            Wishes(dispositif="apprentissage", deposit=True, dossiers=2),
            Wishes(dispositif="apprentissage", document_type="credit_note"),
            Wishes(dispositif="apprentissage", document_type="proforma", dossiers=2),
        ),
        omits=frozenset({"vat_number"}),
        single=True,
        traps=("landscape", "subtotal_per_dossier", "total_in_table_foot"),
    ),
    Template(
        name="vertical-identity",
        source="marge.html",
        style=Style(total=Money(".", after=" €"), cell=Money(".", after=" €"), siret="two_part", rate_places=1),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="franchise"),
            Wishes(regime="exempt", dossiers=2, lines=1),
            Wishes(regime="multi_rate", lines=3),
            Wishes(deposit=True),
            Wishes(document_type="credit_note", regime="franchise"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("vertical_identity", "dotted_thousands", "deduction_in_brackets"),
    ),
    Template(
        name="public-notice",
        source="avis_somme.html",
        style=Style(total=Money(), cell=Money(), siret="spaces", iban_separator=" "),
        wishes=(
            Wishes(regime="exempt", lines=2),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(regime="taxed", deposit=True),
            Wishes(regime="multi_rate", lines=3),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(document_type="proforma", regime="exempt"),
        ),
        traps=("labels_above_values", "payment_slip", "identity_in_sentence"),
    ),
    Template(
        name="two-languages",
        source="bilingue.html",
        style=Style(
            total=Money(",", ".", before="€"),
            cell=Money(",", "."),
            date="yyyy-mm-dd",
            siret="compact",
            rate_sign="%",
            rate_places=None,
            minus=True,
        ),
        wishes=(
            Wishes(lines=3),
            Wishes(regime="exempt"),
            Wishes(regime="multi_rate", lines=3),
            Wishes(document_type="credit_note", lines=1),
            Wishes(deposit=True, dossiers=2, lines=1),
            Wishes(document_type="deposit_invoice"),
            Wishes(document_type="proforma", regime="franchise"),
        ),
        traps=("bilingual", "comma_thousands", "iso_date"),
    ),
    Template(
        name="mission-claim",
        source="interim.html",
        style=Style(total=Money(after=" €"), cell=Money(after=" €"), siret="dots", date="dd.mm.yyyy"),
        wishes=(
            Wishes(dossier_shape="reimbursement", dossiers=4, lines=1, subcontractor=True),
            Wishes(dossier_shape="reimbursement", dossiers=2, lines=2, regime="exempt"),
            Wishes(dossier_shape="reimbursement", dossiers=3, lines=1, factor=True, bank=False),
            Wishes(dossier_shape="reimbursement", dossiers=2, lines=1, document_type="credit_note"),
            Wishes(dossier_shape="reimbursement", dossiers=3, lines=2, document_type="proforma"),
            Wishes(dossier_shape="reimbursement", deposit=True, employer_share=True, lines=2),
        ),
        traps=("totals_on_last_page", "amount_per_dossier", "dotted_siret"),
    ),
    Template(
        name="modern-offer",
        source="devis_moderne.html",
        style=Style(total=NARROW_EURO, cell=NARROW_EURO, siret="nbsp"),
        wishes=(
            Wishes(document_type="other", other="devis", lines=2),
            Wishes(document_type="other", other="convention", regime="exempt"),
            Wishes(document_type="other", other="devis", regime="franchise"),
        ),
        omits=BANK | {"invoice_number"},
        net_label=NetLabel.NEVER,
        traps=("totals_in_a_row",),
    ),
    Template(
        name="modern-paper",
        source="devis_moderne.html",
        style=Style(siret="nbsp"),
        wishes=(
            Wishes(document_type="other", other="certificat"),
            Wishes(document_type="other", other="programme", regime="exempt"),
        ),
        omits=TOTALS | BANK | {"invoice_number", "currency"},
        net_label=NetLabel.NEVER,
    ),
    Template(
        name="participants",
        source="participants.html",
        style=Style(total=EURO, cell=EURO, siret="spaces", rate_places=None),
        wishes=(
            Wishes(regime="exempt"),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(lines=2, subcontractor=True),
            Wishes(regime="multi_rate", lines=3),
            Wishes(regime="franchise", lines=1),
            Wishes(deposit=True, employer_share=True),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(document_type="deposit_invoice"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("footer_identity", "subrogation"),
    ),
)
WEASYPRINT = (
    Template(
        name="university-terms",
        source="sifac.html",
        style=Style(total=Money(), cell=Money(), date="dd.mm.yyyy", siret="two_part", rate_places=2),
        wishes=(
            Wishes(regime="exempt", lines=2),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(regime="taxed", lines=1),
            Wishes(regime="multi_rate", deposit=True, lines=2),
            Wishes(document_type="credit_note", regime="exempt"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("terms_with_amounts", "rib_columns", "addressee_siret"),
    ),
    Template(
        name="skills-review",
        source="bilan.html",
        style=Style(total=Money(formats.NBSP, after=" euros"), cell=Money(formats.NBSP, after=" euros")),
        wishes=(
            Wishes(regime="franchise", lines=3),
            Wishes(regime="exempt", lines=2),
            Wishes(regime="taxed", lines=2),
            Wishes(regime="franchise", deposit=True),
            Wishes(regime="exempt", document_type="credit_note"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("centred_totals", "euros_in_words"),
    ),
    Template(
        name="rate-by-rate",
        source="taux_par_taux.html",
        style=Style(total=EURO, cell=Money(formats.NBSP), rate_places=1, siret="compact", minus=True),
        wishes=(
            Wishes(regime="multi_rate", lines=4),
            Wishes(regime="overseas", lines=2),
            Wishes(regime="exempt", dossiers=2, lines=1),
            Wishes(deposit=True, head_office=True),
            Wishes(factor=True, bank=False, lines=2),
            Wishes(document_type="credit_note", regime="multi_rate"),
            Wishes(employer_share=True, regime="franchise"),
            Wishes(document_type="deposit_invoice"),
        ),
        traps=("vat_table", "head_office_below"),
    ),
    Template(
        name="cooperative-letter",
        source="lettre_coop.html",
        style=Style(total=Money(), cell=Money(), siret="spaces", rate_places=None),
        wishes=(
            Wishes(regime="exempt", lines=2),
            Wishes(regime="taxed", lines=1),
            Wishes(regime="multi_rate", lines=2),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(document_type="credit_note", regime="exempt"),
        ),
        net_label=NetLabel.NEVER,
        single=True,
        traps=("totals_in_sentences", "long_dates"),
    ),
)
LAYOUTS = tuple(
    Layout(maker.__name__, template.name, partial(maker, SOURCES, template), template.wishes)
    for maker, templates in (
        (programs.chromium, CHROMIUM),
        (programs.weasyprint, WEASYPRINT),
    )
    for template in templates
)
