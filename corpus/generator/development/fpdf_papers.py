"""Papers that are no invoice, made by fpdf2: devis, feuille d'émargement, RIB."""

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.fpdf_paper import Paper
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, truth_of


def _quote(s: Scenario) -> Document:
    """Draw a devis that looks like the invoice of the same software."""
    money = formats.SPACE_EURO
    page = Paper("Serif", "Ciel Devis Factures")
    page.set_fill_color(205, 80, 30)
    page.polygon([(15, 15), (30, 15), (22, 28)], style="F")
    page.put(36, 16, s.issuer.name, 15, bold=True)
    page.stack(
        36,
        24,
        [f"{s.issuer.street}, {s.issuer.postcode} {s.issuer.city}", f"{s.issuer.phone} - {s.issuer.email}"],
        8.5,
        4.4,
    )
    page.put(15, 48, f"DEVIS N° {other(s, 'devis')}", 15, bold=True, ink=0xCD501E)
    page.put(15, 56, f"Date : {formats.day(s.issue_date)}   -   Valable 2 mois", 9.5)
    page.stack(120, 48, blocks.address(s.beneficiary or s.addressee), 10, 5)
    rows = [["Description", "Quantité", "P.U. HT", "TVA", "Montant HT"]]
    rows += [
        [
            item.label,
            formats.quantity(item.quantity),
            money(item.unit_price),
            formats.rate(item.rate),
            money(item.amount),
        ]
        for item in s.items
    ]
    y = page.grid(15, 76, [84, 20, 28, 18, 30], rows, "LRRRR", size=9, head=0xF7E3D8) + 6
    for label, amount in (("Total HT", s.total_ht), ("TVA", s.total_tva), ("Total TTC", s.total_ttc)):
        page.put(160, y, label, 10, align="R", bold=label == "Total TTC")
        page.put(193, y, money(amount), 10, align="R", bold=label == "Total TTC")
        y += 6
    page.put(15, y + 12, "Bon pour accord, date, cachet et signature :", 10)
    page.rect(15, y + 20, 80, 30)
    vat = f" - TVA {s.issuer.vat_number}" if s.issuer.vat_number else ""
    numbers = f"SIRET {formats.siret(s.issuer.siret)} - APE {s.issuer.naf}{vat} - NDA {s.issuer.nda}"
    foot = f"{blocks.full_name(s.issuer)} - {numbers}"
    page.put(105, 282, foot, 7.5, align="C", ink=0x777777)
    printed = TOTALS | {"currency", "siret", "vat_number", "nda", "issue_date"}
    return Document(page.data(), truth_of(s, printed), ("other_devis",))


def _attendance(s: Scenario) -> Document:
    """Draw a feuille d'émargement: names, dates, hours and empty cells to sign."""
    page = Paper("Caladea", "Digiforma")
    page.put(105, 16, "FEUILLE D'ÉMARGEMENT", 16, bold=True, align="C")
    page.put(105, 25, s.items[0].label, 12, align="C")
    page.stack(
        15,
        38,
        [
            f"Organisme : {s.issuer.name} - SIRET {formats.siret(s.issuer.siret)} - NDA {s.issuer.nda}",
            f"Entreprise : {(s.beneficiary or s.addressee).name}",
            f"Dossier : {', '.join(s.dossiers)}   -   Session {other(s, 'session')} {blocks.session_text(s)}",
            f"Durée : {other(s, 'duree')} heures   -   Groupe {other(s, 'affaire')}",
        ],
        10,
        5.4,
    )
    rows = [["Stagiaire", "Date", "Matin 9h00 - 12h30", "Après-midi 13h30 - 17h00"]]
    for name in blocks.trainees(s):
        rows += [[name, formats.day(day), "", ""] for day in sorted(set(s.session))]
    page.grid(15, 66, [56, 28, 48, 48], rows, "LCCC", size=10, height=14)
    page.put(15, 262, "Signature du formateur :", 10)
    return Document(page.data(), truth_of(s, {"siret", "nda", "dossiers"}), ("other_emargement",))


def _bank_details(s: Scenario) -> Document:
    """Draw a bank's relevé d'identité bancaire."""
    page = Paper("Helvetica", "OpenText Exstream")
    assert s.bank
    bank = s.bank
    page.fill(0, 0, 210, 22, 0x00594F)
    page.put(14, 8, bank.name, 16, bold=True, ink=0xFFFFFF)
    page.put(105, 36, "RELEVÉ D'IDENTITÉ BANCAIRE", 15, bold=True, align="C")
    page.block(14, 48, 182, "Ce relevé est destiné à être remis, sur leur demande, à vos créanciers ou débiteurs.", 9)
    page.put(14, 62, "Titulaire du compte", 9, ink=0x666666)
    page.stack(
        14,
        67,
        [
            f"{s.issuer.legal_form} {bank.holder}".upper(),
            s.issuer.street.upper(),
            f"{s.issuer.postcode} {s.issuer.city.upper()}",
        ],
        10,
    )
    page.put(120, 62, "Domiciliation", 9, ink=0x666666)
    page.stack(120, 67, [f"{bank.name} {s.issuer.city}".upper(), s.issuer.phone or ""], 10)
    code, branch, account, key = formats.rib(bank.iban)
    rows = [["Code banque", "Code guichet", "Numéro de compte", "Clé RIB"], [code, branch, account, key]]
    y = page.grid(14, 92, [38, 38, 64, 30], rows, "CCCC", size=10, height=9)
    page.put(14, y + 10, "IBAN (International Bank Account Number)", 9, ink=0x666666)
    page.put(14, y + 16, formats.iban(bank.iban, "  "), 13, bold=True)
    page.put(14, y + 28, "BIC (Bank Identifier Code)", 9, ink=0x666666)
    page.put(14, y + 34, bank.bic, 13, bold=True)
    page.put(105, 284, f"{bank.name} - Document édité le {formats.day(s.issue_date)}", 7, align="C", ink=0x888888)
    return Document(page.data(), truth_of(s, {"iban", "bic", "issue_date"}), ("other_rib",))


LAYOUTS = (
    Layout(
        "fpdf2",
        "quote",
        _quote,
        (
            {"document_type": "other", "other": "devis", "regime": "taxed", "lines": 2},
            {"document_type": "other", "other": "devis", "regime": "exempt", "lines": 1},
        ),
    ),
    Layout(
        "fpdf2",
        "attendance",
        _attendance,
        (
            {"document_type": "other", "other": "emargement"},
            {"document_type": "other", "other": "emargement", "dossiers": 2},
        ),
    ),
    Layout(
        "fpdf2", "bank_details", _bank_details, ({"document_type": "rib", "regime": "exempt"}, {"document_type": "rib"})
    ),
)
