"""The layouts set with typst, from an ERP's boxes to a freelance's letter."""

from functools import partial

from corpus.generator import formats
from corpus.generator.evaluation import typst_maker
from corpus.generator.evaluation.printing import Style
from corpus.generator.evaluation.template import NetLabel, Template
from corpus.generator.formats import Money
from corpus.generator.layout import Layout
from corpus.generator.scenario import Wishes

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
    style=Style(total=Money(formats.NARROW, after=formats.NBSP + "€"), cell=Money(formats.NARROW, after=formats.NBSP + "€"), siret="nbsp", vat="spaces"),
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
    name="letter",
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
    style=Style(total=Money(".", after=" EUR"), cell=Money("."), date="dd.mm.yyyy", siret="compact", minus=True, iban_separator=""),
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

TEMPLATES = (ERP_BOXES, OF_MODERN, CFA, LETTER, MAINFRAME)
LAYOUTS = tuple(
    Layout("typst", template.name, partial(typst_maker.make, template), template.wishes) for template in TEMPLATES
)
