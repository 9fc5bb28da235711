"""Papers that are no invoice, set by PyMuPDF's Story: convention, certificat de réalisation."""

from html import escape

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.story_web import area, lines, table, web
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import truth_of

_CSS = """
* {font-family: serif; font-size: 11px;}
h1 {font-size: 17px; text-align: center;}
h2 {font-size: 15px; text-align: center;}
h3 {font-size: 12px; color: #1a4480;}
table {width: 100%; border-collapse: collapse;}
td {padding: 4px; border: 0.5px solid #888;}
"""


def certificate_html(s: Scenario) -> str:
    """Word the ministry's model of a certificat de réalisation."""
    company = s.beneficiary or s.addressee
    who = escape(blocks.trainees(s)[0])
    return (
        "<h2>CERTIFICAT DE RÉALISATION</h2>"
        f"<p>Je soussigné(e), représentant(e) légal(e) du dispensateur de l'action concourant au développement des "
        f"compétences "
        f"<b>{escape(blocks.full_name(s.issuer))}</b>, {escape(s.issuer.street)}, {s.issuer.postcode} "
        f"{escape(s.issuer.city)}, "
        f"SIRET {formats.siret(s.issuer.siret)}, déclaration d'activité n° {s.issuer.nda}</p><p>atteste que :</p>"
        f"<p>Mme / M. <b>{who}</b>, salarié(e) de l'entreprise <b>{escape(company.name)}</b> (SIRET "
        f"{company.siret}) a suivi l'action "
        f"« {escape(s.items[0].label)} »</p><p>Nature de l'action : [X] action de formation&nbsp; [ ] bilan de "
        f"compétences&nbsp; "
        f"[ ] action de VAE&nbsp; [ ] action de formation par apprentissage</p>"
        f"<p>qui s'est déroulée {blocks.session_text(s)}, pour une durée de <b>{other(s, 'duree')} heures</b>. "
        f"Dossier n° {s.dossiers[0]}.</p>"
        "<p>Sans préjudice des délais imposés par les règles fiscales, comptables ou commerciales, je m'engage à "
        "conserver l'ensemble "
        "des pièces justificatives qui ont permis d'établir le présent certificat pendant une durée de 3 ans à "
        "compter de la fin de "
        "l'année du dernier paiement.</p>"
        f"<p>Fait à : {escape(s.issuer.city.title())}<br/>Le : {formats.day(s.issue_date)}</p>"
        "<p>Cachet et signature du responsable du dispensateur de formation</p>"
    )


def _certificate(s: Scenario) -> Document:
    pdf = web([[(area(22, 24, 166, 250), certificate_html(s))]], _CSS, {}, "Microsoft® Word 2019", s.seed)
    return Document(pdf, truth_of(s, {"siret", "nda", "dossiers", "issue_date"}), ("other_certificat",))


def _convention(s: Scenario) -> Document:
    """Draw up a convention de formation professionnelle: it has a price, dates and parties, but is no invoice."""
    money = formats.SPACE_EURO
    company = s.beneficiary or s.addressee
    rows = [
        ["Coût pédagogique HT", money(s.total_ht)],
        ["TVA", money(s.total_tva)],
        ["Coût total TTC", money(s.total_ttc)],
    ]
    parts = [
        "<h1>CONVENTION DE FORMATION PROFESSIONNELLE</h1>",
        f'<p style="text-align:center">N° {other(s, "convention")} (article L.6353-1 du Code du travail)</p>',
        "<h3>Entre les soussignés</h3>",
        f"<p>1) {lines([blocks.full_name(s.issuer), s.issuer.street, f'{s.issuer.postcode} {s.issuer.city}'])}<br/>"
        f"SIRET : {formats.siret(s.issuer.siret)} - enregistré sous le n° {s.issuer.nda}, ci-après « l'organisme »</p>",
        f"<p>2) {lines([blocks.full_name(company), company.street, f'{company.postcode} {company.city}'])}<br/>"
        f"SIRET : {formats.siret(company.siret)}, ci-après « l'entreprise »</p>",
        f"<h3>Article 1 - Objet</h3><p>L'organisme réalise l'action « {escape(s.items[0].label)} » "
        f"{blocks.session_text(s)}, "
        f"durée {other(s, 'duree')} heures, pour : {escape(', '.join(blocks.trainees(s)))}.</p>",
        f"<h3>Article 2 - Dispositions financières</h3>{table(rows, widths=(60, 40), aligns='lr', head=False)}",
        f"<p>L'entreprise a demandé la subrogation de paiement à AKTO (dossier {s.dossiers[0]}). Une facture sera "
        f"établie à "
        "l'issue de la formation.</p>",
        "<h3>Article 3 - Différends</h3><p>À défaut d'accord amiable, le tribunal compétent est celui du siège de "
        "l'organisme.</p>",
        f"<p>Fait en double exemplaire, à {escape(s.issuer.city.title())}, le {formats.day(s.issue_date, '1er')}</p>",
        table([["Pour l'organisme", "Pour l'entreprise"]], widths=(50, 50), aligns="ll", head=False),
    ]
    pdf = web([[(area(22, 20, 166, 262), "".join(parts))]], _CSS, {}, "Microsoft® Word 2016", s.seed)
    printed = {"total_ht", "total_ttc", "currency", "siret", "nda", "dossiers", "issue_date"}
    return Document(pdf, truth_of(s, printed), ("other_convention",))


LAYOUTS = (
    Layout(
        "story",
        "certificate",
        _certificate,
        (
            {"document_type": "other", "other": "certificat"},
            {"document_type": "other", "other": "certificat", "dossier_shape": "legacy"},
        ),
    ),
    Layout(
        "story",
        "convention",
        _convention,
        (
            {"document_type": "other", "other": "convention", "regime": "taxed", "lines": 1},
            {"document_type": "other", "other": "convention", "regime": "exempt", "lines": 1},
        ),
    ),
)
