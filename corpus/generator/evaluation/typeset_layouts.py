"""The second set of layouts made by typst: an ERP's grid, a line of totals, bare capitals, a public mémoire."""

from functools import partial

from corpus.generator import formats
from corpus.generator.evaluation import typesetter
from corpus.generator.formats import Money
from corpus.generator.layout import Layout
from corpus.generator.printing import Style
from corpus.generator.scenario import Wishes
from corpus.generator.template import NetLabel, Template

TEMPLATES = (
    Template(
        name="partner-grid",
        source="grille_sap.typ",
        style=Style(total=Money(), cell=Money(), date="dd.mm.yyyy", siret="compact", rate_places=None, minus=True),
        wishes=(
            Wishes(lines=3),
            Wishes(regime="exempt", dossiers=2, lines=1),
            Wishes(regime="overseas", lines=1),
            Wishes(deposit=True, lines=2),
            Wishes(document_type="credit_note"),
            Wishes(document_type="deposit_invoice", regime="franchise"),
            Wishes(document_type="proforma", regime="multi_rate", lines=2),
        ),
        traps=("labels_above_values", "federal_ids", "totals_at_page_foot"),
    ),
    Template(
        name="single-band",
        source="bande.typ",
        style=Style(
            total=formats.NARROW_EURO,
            cell=Money(formats.NARROW),
            siret="spaces",
            rate_sign=formats.NBSP + "%",
            rate_places=None,
        ),
        wishes=(
            Wishes(dossiers=3, lines=1),
            Wishes(regime="exempt", dossiers=5, lines=1),
            Wishes(regime="multi_rate", lines=3),
            Wishes(deposit=True, employer_share=True, lines=2),
            Wishes(regime="franchise"),
            Wishes(document_type="credit_note", regime="exempt"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("landscape", "totals_in_a_row", "line_totals_with_tax"),
    ),
    Template(
        name="bare-capitals",
        source="capitales.typ",
        style=Style(total=Money(""), cell=Money(""), date="dd/mm/yy", siret="compact", rate_sign="", minus=True),
        wishes=(
            Wishes(lines=3),
            Wishes(regime="exempt", dossiers=2, lines=2),
            Wishes(regime="franchise"),
            Wishes(regime="multi_rate", lines=3),
            Wishes(deposit=True, employer_share=True),
            Wishes(document_type="credit_note"),
        ),
        omits=frozenset({"currency"}),
        single=True,
        traps=("no_accents", "dot_leaders", "no_currency_sign", "label_glued_to_siret"),
    ),
    Template(
        name="public-statement",
        source="greta.typ",
        style=Style(total=Money(), cell=Money(), siret="two_part", rate_places=1),
        wishes=(
            Wishes(regime="exempt", lines=2),
            Wishes(regime="exempt", dossiers=4, lines=1),
            Wishes(regime="taxed", deposit=True),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(document_type="proforma", regime="exempt"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("amount_per_dossier", "total_in_table_foot", "sum_in_sentence"),
    ),
)
LAYOUTS = tuple(
    Layout("typst", template.name, partial(typesetter.make, template), template.wishes) for template in TEMPLATES
)
