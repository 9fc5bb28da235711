"""Layouts of management software, by the makers it embeds: wkhtmltopdf (Odoo), Dompdf (PHP) and TCPDF (Dolibarr)."""

from functools import partial
from pathlib import Path

from corpus.generator import formats
from corpus.generator.formats import Money
from corpus.generator.installed import programs
from corpus.generator.layout import Layout
from corpus.generator.printing import Style
from corpus.generator.scenario import Wishes
from corpus.generator.template import NetLabel, Template
from corpus.generator.truth import IDENTITY, TOTALS

SOURCES = Path(__file__).parent / "web"
EURO = Money(formats.NBSP, after=formats.NBSP + "€")
WKHTMLTOPDF = (
    Template(
        name="amount-due",
        source="montant_du.html",
        style=Style(total=EURO, cell=Money(formats.NBSP), siret="compact", rate_sign="%", rate_places=None, minus=True),
        wishes=(
            Wishes(lines=3),
            Wishes(dossiers=3, lines=1),
            Wishes(regime="exempt", dossiers=2, lines=2),
            Wishes(regime="overseas"),
            Wishes(deposit=True),
            Wishes(employer_share=True, regime="exempt", lines=3),
            Wishes(document_type="credit_note"),
        ),
        traps=("reference_is_dossier", "subtotal_per_dossier"),
    ),
    Template(
        name="tax-summary",
        source="solde_a_payer.html",
        style=Style(total=EURO, cell=Money(formats.NBSP), siret="nbsp", rate_places=None, minus=True),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="exempt", lines=1),
            Wishes(regime="multi_rate", lines=4),
            Wishes(deposit=True, employer_share=True, dossiers=2, lines=2),
            Wishes(document_type="credit_note"),
            Wishes(document_type="proforma", regime="franchise"),
        ),
        traps=("vat_table", "grey_capitals"),
    ),
)
DOMPDF = (
    Template(
        name="seller-and-client",
        source="vendeur_client.html",
        style=Style(
            total=Money("", ".", after="€"), cell=Money("", ".", after="€"), date="yyyy-mm-dd", siret="compact"
        ),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="franchise"),
            Wishes(regime="multi_rate", lines=3),
            Wishes(deposit=True),
            Wishes(document_type="proforma", regime="exempt"),
            Wishes(document_type="credit_note"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("siret_called_code", "addressee_siret", "iso_date"),
    ),
    Template(
        name="balance-on-top",
        source="solde_entete.html",
        style=Style(total=Money(" ", after=" EUR"), cell=Money(" ", after=" EUR"), siret="two_part", date="dd-mm-yyyy"),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="exempt"),
            Wishes(regime="franchise", deposit=True),
            Wishes(regime="multi_rate", employer_share=True, lines=3),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(document_type="deposit_invoice"),
            Wishes(dossiers=3, lines=1),
        ),
        traps=("net_above_all", "no_word_siret"),
    ),
    Template(
        name="framed-rib",
        source="rib_cadre.html",
        style=Style(siret="compact", date="yyyy-mm-dd"),
        wishes=(Wishes(document_type="rib"), Wishes(document_type="rib", regime="franchise")),
        omits=TOTALS | (IDENTITY - {"siret"}) | {"invoice_number", "currency", "dossiers"},
        net_label=NetLabel.NEVER,
    ),
)
TCPDF = (
    Template(
        name="issuer-and-addressee",
        source="emetteur_adresse.html",
        style=Style(total=Money(" "), cell=Money(" "), siret="compact", rate_sign="%", rate_places=None, minus=True),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="exempt", dossiers=2, lines=1),
            Wishes(regime="franchise"),
            Wishes(regime="multi_rate", lines=3),
            Wishes(deposit=True, lines=1),
            Wishes(document_type="credit_note", lines=2),
            Wishes(document_type="proforma", regime="overseas", lines=1),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("footer_identity", "addressee_siret", "rib_parts"),
    ),
)
LAYOUTS = tuple(
    Layout(maker.__name__, template.name, partial(maker, SOURCES, template), template.wishes)
    for maker, templates in (
        (programs.wkhtmltopdf, WKHTMLTOPDF),
        (programs.dompdf, DOMPDF),
        (programs.tcpdf, TCPDF),
    )
    for template in templates
)
