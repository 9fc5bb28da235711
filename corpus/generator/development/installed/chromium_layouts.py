"""The layouts printed by Chromium, after the invoicing programs that live in a browser."""

from functools import partial
from pathlib import Path

from corpus.generator import formats
from corpus.generator.formats import Money
from corpus.generator.installed import programs
from corpus.generator.layout import Layout
from corpus.generator.printing import Style
from corpus.generator.scenario import Wishes
from corpus.generator.template import NetLabel, Template

NARROW_EURO = Money(formats.NARROW, after=formats.NBSP + "€")
SOURCES = Path(__file__).parent / "html"
TEMPLATES = (
    Template(
        name="cards",
        source="cards.html",
        style=Style(total=NARROW_EURO, cell=NARROW_EURO, siret="compact", vat="compact", rate_places=None),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="franchise"),
            Wishes(regime="exempt", dossiers=2),
            Wishes(regime="multi_rate", lines=3, deposit=True),
            Wishes(document_type="credit_note"),
            Wishes(subcontractor=True, employer_share=True),
            Wishes(addressee="company", regime="exempt"),
            Wishes(document_type="deposit_invoice"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("narrow_spaces",),
    ),
    Template(
        name="suite",
        source="suite.html",
        style=Style(
            total=Money(formats.NBSP, after=formats.NBSP + "€"),
            siret="compact",
            rate_sign="%",
            rate_places=None,
            iban_separator="",
        ),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(regime="multi_rate", deposit=True),
            Wishes(document_type="credit_note"),
            Wishes(regime="overseas", employer_share=True),
            Wishes(document_type="proforma"),
            Wishes(addressee="company"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("plain_total_label", "labels_above_in_a_row", "number_twice", "footer_identity"),
    ),
    Template(
        name="balance",
        source="balance.html",
        style=Style(total=Money(formats.NARROW, after="€"), siret="dash", rate_places=0, vat="spaces"),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="exempt"),
            Wishes(deposit=True, dossiers=2, lines=1),
            Wishes(regime="overseas"),
            Wishes(factor=True, bank=False),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(employer_share=True, regime="exempt"),
        ),
        traps=("plain_total_label", "rate_recap", "capitals_by_style"),
    ),
    Template(
        name="boxes",
        source="boxes.html",
        style=Style(total=Money(formats.NBSP), siret="compact", rate_sign="%", rate_places=None, minus=True),
        wishes=(
            Wishes(lines=3),
            Wishes(regime="franchise", dossiers=2),
            Wishes(deposit=True, employer_share=True, lines=3, dossiers=2),
            Wishes(regime="multi_rate", lines=3),
            Wishes(document_type="credit_note"),
            Wishes(head_office=True),
            Wishes(regime="exempt", head_office=True),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("no_currency_sign", "footer_identity", "rib_table"),
    ),
    Template(
        name="annexed",
        source="annexed.html",
        style=Style(
            total=Money(formats.NBSP, after=" €"),
            cell=Money(formats.NBSP, after=" €"),
            date="dd/mm/yyyy",
            siret="spaces",
            rate_places=1,
        ),
        wishes=(
            Wishes(regime="exempt"),
            Wishes(regime="exempt", dossiers=2, lines=1, deposit=True),
            Wishes(lines=2),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(employer_share=True),
            Wishes(regime="multi_rate"),
        ),
        net_label=NetLabel.IF_TAXED_OR_DEDUCTED,
        single=True,
        traps=("certificate_behind", "terms_page", "foreign_siret"),
    ),
    Template(
        name="dense",
        source="dense.html",
        style=Style(
            total=Money(""),
            cell=Money(""),
            date="dd.mm.yy",
            siret="two_part",
            rate_sign="",
            vat="key",
            iban_separator="",
        ),
        wishes=(
            Wishes(lines=3),
            Wishes(dossiers=3, lines=2),
            Wishes(deposit=True),
            Wishes(regime="exempt", dossiers=2),
            Wishes(regime="multi_rate", lines=3),
            Wishes(document_type="credit_note", lines=2),
        ),
        traps=("totals_in_table_heads", "zero_decoys", "line_amounts_ttc", "no_thousands_separator"),
    ),
    Template(
        name="online-attendance",
        source="emargement.html",
        style=Style(),
        wishes=(Wishes(document_type="other", other="emargement", dossiers=2, lines=1),),
        omits=frozenset(
            {
                "total_ht",
                "total_tva",
                "total_ttc",
                "net_payable",
                "currency",
                "invoice_number",
                "issue_date",
                "vat_number",
                "iban",
                "bic",
            }
        ),
        traps=("not_an_invoice",),
    ),
    Template(
        name="online-rib",
        source="rib_en_ligne.html",
        style=Style(),
        wishes=(Wishes(document_type="rib"), Wishes(document_type="rib", regime="franchise")),
        omits=frozenset(
            {
                "total_ht",
                "total_tva",
                "total_ttc",
                "net_payable",
                "invoice_number",
                "issue_date",
                "vat_number",
                "nda",
                "dossiers",
            }
        ),
        traps=("not_an_invoice",),
    ),
)
LAYOUTS = tuple(
    Layout("chromium", template.name, partial(programs.chromium, SOURCES, template), template.wishes)
    for template in TEMPLATES
)
