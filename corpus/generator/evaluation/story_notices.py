"""Notices laid out by PyMuPDF's Story: a CFA's instalment, an online shop's receipt, a wage-portage firm's invoice."""

from functools import partial
from importlib.resources import files
from io import BytesIO

import pymupdf
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.generator.facts import Document, Scenario
from corpus.generator.finish import fixed
from corpus.generator.formats import EUR_AFTER, PLAIN_MONEY, Money
from corpus.generator.layout import Layout
from corpus.generator.printing import Style, sheet
from corpus.generator.scenario import Wishes
from corpus.generator.template import NetLabel, Template

_SOURCES = str(files("corpus.generator.evaluation") / "story")
_MARGINS = (52, 48, -52, -48)
_CSS = """
body { font-family: sans-serif; font-size: 9.5pt } p { margin: 3pt 0 } .big { font-size: 16pt }
.small { font-size: 7.5pt } h2 { font-size: 13pt } .r { text-align: right } td { padding: 2pt 4pt }
.bar { border-bottom: 1pt solid black; margin-top: 8pt }
.grid td { border: 0.6pt solid black } .lines td { border-bottom: 0.4pt solid gray } table { width: 100% }
"""
TEMPLATES = (
    Template(
        name="instalment-notice",
        source="echeance.html",
        style=Style(total=EUR_AFTER, cell=EUR_AFTER, siret="spaces", date="long"),
        wishes=(
            Wishes(dispositif="apprentissage"),
            Wishes(dispositif="apprentissage", dossiers=2),
            Wishes(dispositif="apprentissage", dossiers=4),
            Wishes(dispositif="apprentissage", employer_share=True),
            Wishes(dispositif="apprentissage", deposit=True),
            Wishes(dispositif="apprentissage", document_type="credit_note"),
            Wishes(dispositif="apprentissage", document_type="proforma"),
        ),
        omits=frozenset({"vat_number"}),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("whole_schedule", "total_in_sentence", "addressee_siret"),
    ),
    Template(
        name="tax-included-first",
        source="ttc_dabord.html",
        style=Style(total=Money("", after="€"), cell=Money("", after="€"), siret="compact", rate_places=None),
        wishes=(
            Wishes(addressee="company", lines=2),
            Wishes(addressee="company", regime="exempt"),
            Wishes(lines=1),
            Wishes(regime="multi_rate", lines=2),
            Wishes(addressee="company", deposit=True),
            Wishes(document_type="credit_note", addressee="company", regime="franchise"),
            Wishes(document_type="deposit_invoice"),
        ),
        net_label=NetLabel.IF_DEDUCTED,
        single=True,
        traps=("tax_included_lines", "identity_in_sentence"),
    ),
    Template(
        name="wage-portage",
        source="portage.html",
        style=Style(total=PLAIN_MONEY, cell=PLAIN_MONEY, siret="nbsp", date="dd/mm/yy", rate_sign="%", minus=True),
        wishes=(
            Wishes(head_office=True),
            Wishes(regime="exempt", dossiers=2, lines=1),
            Wishes(factor=True, bank=False, lines=2),
            Wishes(deposit=True, regime="overseas", lines=1),
            Wishes(document_type="credit_note"),
            Wishes(document_type="proforma", regime="exempt"),
        ),
        traps=("row_of_totals", "head_office_beside", "no_word_siret"),
    ),
)


def make(template: Template, scenario: Scenario) -> Document:
    """Flow ``scenario`` through ``template`` over as many A4 pages as it takes."""
    environment = Environment(loader=FileSystemLoader(_SOURCES), undefined=StrictUndefined, autoescape=True)
    html = environment.get_template(template.source).render(sheet(scenario, template.style))
    story, data = pymupdf.Story(html=html, user_css=_CSS), BytesIO()
    page = pymupdf.paper_rect("a4")
    writer = pymupdf.DocumentWriter(data)
    more = True
    while more:
        device = writer.begin_page(page)
        more, _ = story.place(page + _MARGINS)
        story.draw(device)
        writer.end_page()
    writer.close()
    pdf = fixed(pymupdf.open(stream=data.getvalue(), filetype="pdf"), template.name, scenario.seed)
    return Document(pdf, template.truth(scenario), template.traps_of(scenario))


LAYOUTS = tuple(Layout("story", template.name, partial(make, template), template.wishes) for template in TEMPLATES)
