"""Layouts of office users, printed by LibreOffice: two workbooks, a trainer's own letter, a consular title."""

from functools import partial
from pathlib import Path

from corpus.generator import formats
from corpus.generator.formats import Money
from corpus.generator.installed import programs
from corpus.generator.layout import Layout
from corpus.generator.printing import Style
from corpus.generator.scenario import Wishes
from corpus.generator.template import NetLabel, Template

SOURCES = Path(__file__).parent / "sheets"
TEMPLATES = (
    Template(
        name="hours-workbook",
        source="heures.fods",
        style=Style(total=Money(after=" €"), cell=Money(after=" €"), date="dd/mm/yy", rate_places=None, minus=True),
        wishes=(
            Wishes(lines=2),
            Wishes(regime="exempt", dossiers=2, lines=2),
            Wishes(regime="franchise"),
            Wishes(regime="multi_rate", lines=3),
            Wishes(deposit=True),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(document_type="proforma"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("spreadsheet", "totals_on_the_left", "bare_labels"),
    ),
    Template(
        name="header-recap",
        source="deux_colonnes.fods",
        style=Style(total=Money(after=" €"), cell=Money(), siret="compact", date="dd-mm-yyyy", rate_sign="%"),
        wishes=(
            Wishes(lines=3),
            Wishes(regime="exempt", dossiers=2, lines=1),
            Wishes(regime="overseas", lines=2),
            Wishes(deposit=True, employer_share=True),
            Wishes(document_type="deposit_invoice"),
            Wishes(document_type="credit_note", regime="franchise"),
        ),
        traps=("totals_before_lines", "labels_above_values", "siren_and_nic", "addressee_siret"),
    ),
    Template(
        name="own-letter",
        source="maison.fodt",
        style=Style(
            total=Money("", after=" euros"),
            cell=Money("", after=" euros"),
            siret="nic_split",
            rate_places=None,
            iban_separator="",
        ),
        wishes=(
            Wishes(regime="franchise", lines=2),
            Wishes(regime="exempt"),
            Wishes(regime="taxed", lines=2),
            Wishes(regime="franchise", deposit=True),
            Wishes(regime="exempt", dossiers=2, lines=1),
            Wishes(document_type="proforma", regime="franchise"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("comic_face", "dot_leaders", "euros_in_words"),
    ),
    Template(
        name="consular-title",
        source="chambre_titre.fodt",
        style=Style(total=Money(formats.NBSP), cell=Money(formats.NBSP), siret="spaces"),
        wishes=(
            Wishes(regime="exempt", lines=2),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(regime="taxed", deposit=True, lines=2),
            Wishes(regime="multi_rate", lines=3),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(document_type="deposit_invoice", regime="exempt"),
        ),
        traps=("labels_above_values", "small_capitals", "addressee_siret"),
    ),
)
LAYOUTS = tuple(
    Layout("libreoffice", template.name, partial(programs.libreoffice, SOURCES, template), template.wishes)
    for template in TEMPLATES
)
