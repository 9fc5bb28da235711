"""The layouts exported by LibreOffice, from a home-made sheet to a university's claim."""

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
        name="gridlines",
        source="quadrillage.fodt",
        style=Style(
            total=Money("", after=" €"), cell=Money(""), date="dd/mm/yy", siret="compact", rate_sign="%", minus=True
        ),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(deposit=True, lines=3),
            Wishes(document_type="credit_note"),
            Wishes(regime="multi_rate", rounded_vat=True, lines=3),
            Wishes(addressee="company", document_type="proforma"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        traps=("sheet_like_grid", "lower_case_labels", "no_thousands_separator"),
    ),
    Template(
        name="letter-of-fees",
        source="courrier.fodt",
        style=Style(total=Money(after=" euros"), cell=Money(after=" euros"), date="1er", siret="spaces", trim=True),
        wishes=(
            Wishes(regime="franchise", lines=1),
            Wishes(regime="franchise", dossiers=2, lines=1),
            Wishes(regime="taxed", deposit=True),
            Wishes(regime="exempt", document_type="deposit_invoice"),
            Wishes(regime="franchise", document_type="credit_note", lines=1),
            Wishes(regime="taxed", employer_share=True),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("amounts_in_sentences", "number_in_subject", "whole_amounts"),
    ),
    Template(
        name="campus-claim",
        source="titre.fodt",
        style=Style(total=Money(formats.NBSP), cell=Money(formats.NBSP), siret="spaces", rate_places=1),
        wishes=(
            Wishes(regime="exempt"),
            Wishes(regime="exempt", dossiers=3, lines=1, head_office=True),
            Wishes(regime="exempt", deposit=True),
            Wishes(regime="exempt", document_type="credit_note"),
            Wishes(regime="taxed", employer_share=True),
        ),
        omits=frozenset({"vat_number", "currency"}),
        single=True,
        traps=("title_not_facture", "no_currency", "terms_in_small_print"),
    ),
    Template(
        name="driving-centre",
        source="conduite.fodt",
        style=Style(
            total=Money(after=" €"), cell=Money(after=" €"), date="dd.mm.yyyy", siret="dash", rate_places=1, vat="key"
        ),
        wishes=(
            Wishes(lines=2),
            Wishes(factor=True, bank=False, lines=1),
            Wishes(regime="exempt", dossiers=2, lines=1, subcontractor=True),
            Wishes(deposit=True, head_office=True),
            Wishes(document_type="credit_note"),
            Wishes(regime="overseas", employer_share=True, lines=2),
        ),
        traps=("totals_in_a_row", "zero_decoys", "checkboxes"),
    ),
    Template(
        name="school-group",
        source="groupement.fodt",
        style=Style(
            total=Money(formats.NARROW), cell=Money(formats.NARROW), siret="nbsp", rate_places=2, iban_separator=""
        ),
        wishes=(
            Wishes(regime="exempt", head_office=True),
            Wishes(regime="exempt", dossiers=2, lines=2),
            Wishes(regime="exempt", deposit=True, employer_share=True),
            Wishes(regime="exempt", document_type="credit_note"),
            Wishes(regime="taxed", head_office=True),
            Wishes(regime="exempt", addressee="company"),
        ),
        omits=frozenset({"vat_number"}),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("lettered_sums", "head_office_beside", "narrow_spaces"),
    ),
)
LAYOUTS = tuple(
    Layout("libreoffice", template.name, partial(programs.libreoffice, SOURCES, template), template.wishes)
    for template in TEMPLATES
)
