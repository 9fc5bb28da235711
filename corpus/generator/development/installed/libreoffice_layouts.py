"""The layouts exported by LibreOffice, after what people make themselves in Word and Excel."""

from functools import partial
from pathlib import Path

from corpus.generator import formats
from corpus.generator.formats import Money
from corpus.generator.installed import programs
from corpus.generator.layout import Layout
from corpus.generator.printing import Style
from corpus.generator.scenario import Wishes
from corpus.generator.template import NetLabel, Template

SOURCES = Path(__file__).parent / "office"
TEMPLATES = (
    Template(
        name="fees-letter",
        source="honoraires.fodt",
        style=Style(total=Money(after=" €"), cell=Money(after=" €"), date="dd/mm/yy", siret="nic_split", trim=True),
        wishes=(
            Wishes(regime="franchise", lines=2),
            Wishes(regime="franchise", dossiers=2, lines=1),
            Wishes(regime="taxed"),
            Wishes(regime="franchise", document_type="deposit_invoice"),
            Wishes(regime="taxed", employer_share=True),
            Wishes(regime="franchise", document_type="credit_note"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("tabs", "plain_total_label", "whole_amounts"),
    ),
    Template(
        name="nonprofit",
        source="association.fodt",
        style=Style(
            total=Money(formats.NBSP, after=formats.NBSP + "€"),
            cell=Money(formats.NBSP, after=formats.NBSP + "€"),
            siret="nbsp",
            rate_places=1,
        ),
        wishes=(
            Wishes(regime="exempt"),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(regime="exempt", head_office=True, deposit=True),
            Wishes(regime="multi_rate"),
            Wishes(regime="exempt", document_type="credit_note"),
            Wishes(regime="exempt", employer_share=True),
            Wishes(regime="taxed", addressee="company"),
        ),
        omits=frozenset({"vat_number"}),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("rna_number", "rib_table", "title_holds_number_and_date"),
    ),
    Template(
        name="management",
        source="gestion.fodt",
        style=Style(total=Money(formats.NBSP, after=" €"), siret="compact", rate_sign="", vat="spaces"),
        wishes=(
            Wishes(lines=2),
            Wishes(dossiers=2, lines=2, deposit=True),
            Wishes(regime="exempt"),
            Wishes(regime="multi_rate", lines=3),
            Wishes(document_type="credit_note"),
            Wishes(regime="overseas", employer_share=True),
        ),
        traps=("dossiers_in_a_line", "totals_beside_rates", "zero_decoys"),
    ),
    Template(
        name="workbook",
        source="classeur.fodt",
        style=Style(
            total=Money(formats.NBSP, after=" €"),
            cell=Money(formats.NBSP, after=" €"),
            siret="spaces",
            rate_places=None,
        ),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="exempt", dossiers=2),
            Wishes(rounded_vat=True, lines=2),
            Wishes(document_type="credit_note"),
            Wishes(deposit=True),
            Wishes(regime="multi_rate", lines=3),
            Wishes(document_type="proforma", regime="exempt"),
            Wishes(wrong_vat_key=True, employer_share=True),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("sheet_like_grid", "zero_decoys"),
    ),
    Template(
        name="spreadsheet-model",
        source="modele.fodt",
        style=Style(
            total=Money(formats.NARROW, after=" €"),
            cell=Money(formats.NARROW, after=" €"),
            siret="dots",
            trim=True,
            rate_places=0,
        ),
        wishes=(
            Wishes(regime="taxed"),
            Wishes(regime="exempt", dossiers=2, lines=1),
            Wishes(deposit=True),
            Wishes(regime="exempt", employer_share=True),
            Wishes(document_type="deposit_invoice"),
            Wishes(addressee="company", regime="overseas"),
            Wishes(regime="multi_rate", lines=3),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("values_under_labels", "whole_amounts", "sheet_like_grid"),
    ),
    Template(
        name="word-certificate",
        source="certificat.fodt",
        style=Style(),
        wishes=(Wishes(document_type="other", other="certificat"),),
        omits=frozenset(
            {
                "total_ht",
                "total_tva",
                "total_ttc",
                "net_payable",
                "currency",
                "invoice_number",
                "vat_number",
                "iban",
                "bic",
            }
        ),
        traps=("not_an_invoice",),
    ),
)
LAYOUTS = tuple(
    Layout("libreoffice", template.name, partial(programs.libreoffice, SOURCES, template), template.wishes)
    for template in TEMPLATES
)
