"""The layouts set with typst, from an ERP's boxes to a freelance's letter."""

from functools import partial
from pathlib import Path

from corpus.generator import formats, typst_maker
from corpus.generator.formats import Money
from corpus.generator.layout import Layout
from corpus.generator.printing import Style
from corpus.generator.scenario import Wishes
from corpus.generator.template import NetLabel, Template

SOURCES = Path(__file__).parent / "templates" / "typst"

ERP_BOXES = Template(
    name="erp-boxes",
    source="erp_boxes.typ",
    style=Style(total=Money(), rate_sign="", date="dd/mm/yy", siret="compact", vat="compact"),
    wishes=(
        Wishes(lines=3),
        Wishes(deposit=True, lines=2, head_office=False),
        Wishes(regime="exempt", dossiers=2),
        Wishes(regime="multi_rate", lines=3),
        Wishes(document_type="credit_note"),
        Wishes(factor=True, bank=False),
        Wishes(addressee="company"),
        Wishes(regime="overseas"),
    ),
    traps=("tiny_footer_identity", "no_currency_sign", "label_in_table_head"),
)
OF_MODERN = Template(
    name="of-modern",
    source="of_modern.typ",
    style=Style(
        total=Money(formats.NARROW, after=formats.NBSP + "€"),
        cell=Money(formats.NARROW, after=formats.NBSP + "€"),
        siret="nbsp",
        vat="spaces",
    ),
    wishes=(
        Wishes(regime="exempt"),
        Wishes(subcontractor=True, lines=2),
        Wishes(regime="exempt", dossiers=3, lines=1),
        Wishes(regime="multi_rate"),
        Wishes(document_type="deposit_invoice"),
        Wishes(document_type="proforma", regime="exempt"),
        Wishes(deposit=True, employer_share=True, lines=2),
        Wishes(addressee="company", regime="exempt"),
    ),
    single=True,
    traps=("narrow_spaces", "footer_identity"),
)
CFA = Template(
    name="cfa",
    source="cfa.typ",
    style=Style(total=Money("", after="€"), cell=Money("", after="€"), siret="two_part"),
    wishes=(
        Wishes(dispositif="apprentissage"),
        Wishes(dispositif="apprentissage", dossiers=4),
        Wishes(dispositif="apprentissage", head_office=True, dossiers=2),
        Wishes(dispositif="apprentissage", employer_share=True),
        Wishes(dispositif="apprentissage", document_type="credit_note"),
        Wishes(dispositif="apprentissage", deposit=True, dossiers=7, dossier_shape="any"),
    ),
    omits=frozenset({"vat_number"}),
    net_label=NetLabel.IF_DEDUCTED,
    single=True,
    traps=("title_holds_number_and_date", "rib_table"),
)
LETTER = Template(
    name="dotted-letter",
    source="lettre.typ",
    style=Style(total=Money(after=" euros"), cell=Money(after=" €"), trim=True, rate_places=None),
    wishes=(
        Wishes(regime="franchise"),
        Wishes(regime="franchise", deposit=True),
        Wishes(regime="exempt", dossiers=2, lines=1),
        Wishes(regime="taxed", lines=1),
        Wishes(regime="franchise", document_type="credit_note", lines=1),
        Wishes(regime="taxed", employer_share=True),
    ),
    omits_exempt=frozenset({"vat_number"}),
    net_label=NetLabel.IF_DEDUCTED,
    single=True,
    traps=("amount_in_a_sentence", "dotted_leaders", "siren_and_nic_apart"),
)
MAINFRAME = Template(
    name="mainframe",
    source="sap_mono.typ",
    style=Style(
        total=Money(".", after=" EUR"),
        cell=Money("."),
        date="dd.mm.yyyy",
        siret="compact",
        minus=True,
        iban_separator="",
    ),
    wishes=(
        Wishes(head_office=True, lines=3),
        Wishes(dossiers=3, lines=1),
        Wishes(document_type="credit_note", lines=2),
        Wishes(regime="overseas", deposit=True),
        Wishes(regime="exempt", dossiers=2),
        Wishes(document_type="deposit_invoice"),
        Wishes(regime="multi_rate", employer_share=True, lines=3),
    ),
    net_label=NetLabel.IF_DEDUCTED,
    traps=("monospaced", "no_accents", "dotted_thousands"),
)

LANDSCAPE = Template(
    name="landscape-group",
    source="landscape.typ",
    style=Style(total=Money(formats.NBSP, after=" €"), siret="spaces", vat="key", rate_places=1),
    wishes=(
        Wishes(head_office=True, dossiers=3, lines=2),
        Wishes(regime="multi_rate", dossiers=2, lines=3),
        Wishes(regime="exempt", head_office=True),
        Wishes(deposit=True, head_office=True),
        Wishes(document_type="credit_note", head_office=True),
        Wishes(addressee="company", regime="overseas"),
        Wishes(employer_share=True, dossiers=2, lines=1),
    ),
    traps=("rotated_page_format", "identity_in_side_column", "rate_table_with_totals_row"),
)
MINIMAL = Template(
    name="minimal",
    source="minimal.typ",
    style=Style(
        total=Money(" ", before="€ "),
        cell=Money(" ", before="€ "),
        siret="compact",
        iban_separator=formats.NBSP,
        rate_places=None,
    ),
    wishes=(
        Wishes(lines=2),
        Wishes(regime="franchise"),
        Wishes(regime="exempt", dossiers=2),
        Wishes(deposit=True, lines=3),
        Wishes(document_type="deposit_invoice", regime="exempt"),
        Wishes(document_type="deposit_invoice"),
        Wishes(regime="multi_rate", employer_share=True, lines=3),
        Wishes(addressee="company"),
    ),
    single=True,
    traps=("amount_due_on_top", "label_above", "sign_before"),
)
TEMPORARY_WORK = Template(
    name="temporary-work",
    source="interim.typ",
    style=Style(total=Money("."), cell=Money("."), date="dd-mm-yyyy", siret="two_part", rate_places=1, rate_sign="%"),
    wishes=(
        Wishes(dossier_shape="reimbursement", head_office=True),
        Wishes(dossier_shape="reimbursement", dossiers=3, lines=1, subcontractor=True),
        Wishes(dossier_shape="reimbursement", regime="exempt", factor=True, bank=False),
        Wishes(dossier_shape="reimbursement", document_type="credit_note", head_office=True),
        Wishes(dossier_shape="reimbursement", deposit=True, subcontractor=True),
        Wishes(dossier_shape="reimbursement", regime="overseas", employer_share=True),
    ),
    omits=frozenset({"nda"}),
    traps=("totals_in_a_row", "values_under_labels", "header_table"),
)
UNIVERSITY = Template(
    name="university",
    source="universite.typ",
    style=Style(total=Money(formats.NBSP, after=" €"), cell=Money(formats.NBSP, after=" €"), siret="nic_split"),
    wishes=(
        Wishes(regime="exempt"),
        Wishes(regime="exempt", dossiers=2, lines=1),
        Wishes(regime="exempt", deposit=True),
        Wishes(dispositif="apprentissage", employer_share=True),
        Wishes(regime="exempt", document_type="credit_note"),
    ),
    omits=frozenset({"vat_number"}),
    net_label=NetLabel.IF_DEDUCTED,
    single=True,
    traps=("annex_page", "rib_table", "several_dates"),
)
CARRIED = Template(
    name="carried-forward",
    source="carried.typ",
    style=Style(
        total=Money(""), cell=Money(""), siret="dots", vat="spaces", rate_places=2, date="dd/mm/yy", minus=True
    ),
    wishes=(
        Wishes(dossiers=10, lines=3),
        Wishes(dossiers=8, lines=3, regime="exempt"),
        Wishes(dossiers=12, lines=2, regime="multi_rate", deposit=True),
        Wishes(document_type="credit_note", dossiers=2),
        Wishes(dossiers=1, lines=1, addressee="company"),
        Wishes(dossiers=25, lines=2, employer_share=True),
    ),
    omits=frozenset({"currency"}),
    traps=("carried_amounts", "identity_in_repeated_header", "no_currency", "no_thousands_separator"),
)
BORDEREAU = Template(
    name="bordereau",
    source="bordereau.typ",
    style=Style(
        total=Money(formats.NARROW),
        cell=Money(formats.NARROW),
        date="dd/mm/yyyy",
        rate_places=1,
        rate_sign="",
        iban_separator="",
    ),
    wishes=(
        Wishes(dossiers=5, lines=1),
        Wishes(dossiers=3, lines=2, regime="exempt"),
        Wishes(dossiers=4, lines=1, deposit=True),
        Wishes(document_type="credit_note", dossiers=2),
        Wishes(dossiers=3, lines=2, regime="overseas"),
        Wishes(dossiers=2, lines=1, employer_share=True),
    ),
    net_label=NetLabel.IF_DEDUCTED,
    traps=("totals_row_of_the_lines", "siren_and_nic_apart", "spaced_title"),
)
PHRASES = Template(
    name="phrases",
    source="phrases.typ",
    style=Style(
        total=Money(" ", after=" €"), cell=Money(" ", after=" €"), date="dd.mm.yy", rate_places=None, trim=True
    ),
    wishes=(
        Wishes(lines=1),
        Wishes(regime="franchise", lines=2),
        Wishes(regime="exempt", deposit=True),
        Wishes(document_type="credit_note", lines=1),
        Wishes(regime="multi_rate", lines=3),
        Wishes(employer_share=True, dossiers=2, lines=1),
    ),
    net_label=NetLabel.IF_DEDUCTED,
    single=True,
    traps=("label_after_value", "siren_and_nic_apart", "whole_amounts", "identity_in_side_column"),
)
DEVIS = Template(
    name="devis",
    source="devis.typ",
    style=Style(),
    wishes=(
        Wishes(document_type="other", other="devis", addressee="company"),
        Wishes(document_type="other", other="devis", regime="exempt", addressee="company"),
    ),
    omits=frozenset({"invoice_number", "iban", "bic", "dossiers", "net_payable"}),
    traps=("not_an_invoice",),
)
CONVENTION = Template(
    name="training-agreement",
    source="convention.typ",
    style=Style(total=Money(after=" €")),
    wishes=(
        Wishes(document_type="other", other="convention", addressee="company"),
        Wishes(document_type="other", other="convention", regime="exempt", addressee="company"),
    ),
    omits=frozenset({"invoice_number", "vat_number", "iban", "bic", "net_payable"}),
    traps=("not_an_invoice",),
)
RIB = Template(
    name="rib",
    source="rib.typ",
    style=Style(),
    wishes=(Wishes(document_type="rib"),),
    omits=frozenset(
        {
            "total_ht",
            "total_tva",
            "total_ttc",
            "net_payable",
            "currency",
            "invoice_number",
            "siret",
            "vat_number",
            "nda",
            "dossiers",
        }
    ),
    traps=("not_an_invoice",),
)

TEMPLATES = (
    ERP_BOXES,
    OF_MODERN,
    CFA,
    LETTER,
    MAINFRAME,
    LANDSCAPE,
    MINIMAL,
    TEMPORARY_WORK,
    UNIVERSITY,
    CARRIED,
    BORDEREAU,
    PHRASES,
    DEVIS,
    CONVENTION,
    RIB,
)
LAYOUTS = tuple(
    Layout("typst", template.name, partial(typst_maker.make, SOURCES, template), template.wishes)
    for template in TEMPLATES
)
