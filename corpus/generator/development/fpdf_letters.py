"""Invoices around which others write: a company that asks to be paid back, a covering letter, narrow columns."""

from dataclasses import replace

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.fpdf_paper import Paper
from corpus.generator.facts import Document, Party, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, USUAL, truth_of


def _swapped(s: Scenario) -> tuple[Scenario, Party]:
    """Make the company the issuer, and return the provider that it paid."""
    company = s.beneficiary
    assert company
    bank = replace(s.bank, holder=company.name) if s.bank else None
    return replace(s, issuer=company, beneficiary=None, bank=bank), s.issuer


def _reimbursement(scenario: Scenario) -> Document:
    """Bill AKTO for what the company paid: the provider's name, SIRET and invoice number are all decoys."""
    s, provider = _swapped(scenario)
    money = formats.Money(thousands=" ", after=" €")
    page = Paper("Serif", "Cegid Business")
    page.fill(14, 14, 3, 22, 0xC2185B)
    page.put(20, 15, s.issuer.name.upper(), 15, bold=True)
    page.stack(20, 23, [f"{s.issuer.street} - {s.issuer.postcode} {s.issuer.city}", f"Tél. {s.issuer.phone}"], 9, 4.4)
    page.put(196, 16, "FACTURE DE REMBOURSEMENT", 12, bold=True, align="R", ink=0xC2185B)
    page.put(196, 23, f"N° {s.invoice_number}", 11, align="R")
    page.put(196, 29, f"du {formats.day(s.issue_date)}", 10, align="R")
    page.stack(
        120,
        46,
        [s.addressee.name, "Remboursements", s.addressee.street, f"{s.addressee.postcode} {s.addressee.city}"],
        10,
        5,
    )
    page.put(14, 76, "Demande de remboursement n°", 10)
    page.put(70, 76, " ; ".join(formats.dossier(number) for number in s.dossiers), 10, bold=True)
    page.put(
        14,
        83,
        f"Organisme de formation : {provider.name}, SIRET {formats.siret(provider.siret)}, NDA {provider.nda}",
        9,
    )
    page.put(
        14,
        88.5,
        f"Facture acquittée de l'organisme : n° {other(s, 'facture_origine')} du {formats.day(s.session[1])}",
        9,
    )
    rows = [["Formation suivie", "Salarié", "Heures", "Coût HT"]]
    rows += [[item.label, item.trainee or "", other(s, "duree"), money(item.amount)] for item in s.items]
    y = page.grid(14, 98, [82, 46, 20, 34], rows, "LLRR", size=9, head=0xFCE4EC) + 7
    pairs = [("Coût total HT", s.total_ht), ("TVA", s.total_tva), ("Coût total TTC", s.total_ttc)]
    for label, amount in pairs:
        page.put(160, y, label, 10, align="R", bold=label.endswith("TTC"))
        page.put(194, y, money(amount), 10, align="R", bold=label.endswith("TTC"))
        y += 6
    if s.bank:
        page.stack(14, y + 8, ["Remboursement à effectuer sur le compte :", f"{s.bank.holder} - {s.bank.name}"], 9.5)
        page.put(14, y + 19, f"{formats.iban(s.bank.iban)}   {s.bank.bic}", 10, bold=True)
    foot = (
        f"{blocks.full_name(s.issuer)} au capital de {s.issuer.capital} euros - RCS {s.issuer.rcs} - Siret "
        f"{s.issuer.siret}"
    )
    page.put(105, 284, f"{foot} - TVA {s.issuer.vat_number}", 7.5, align="C", ink=0x777777)
    return Document(page.data(), truth_of(s, USUAL), ("company_issues", "spaced_dossier", "provider_beside"))


def _cover_letter(s: Scenario) -> Document:
    """Put a covering letter with another date and the amount in a sentence before the invoice itself."""
    money = formats.Money(formats.NBSP, after=f"{formats.NBSP}€")
    page = Paper("Caladea", "Microsoft® Word 2013")
    page.stack(22, 24, [*blocks.address(s.issuer), s.issuer.phone or ""], 10.5, 5)
    page.stack(118, 48, blocks.address(s.addressee), 10.5, 5)
    sent = s.due_date or s.issue_date
    page.put(118, 74, f"Le {formats.day(sent, '1er')}", 10.5)
    text = (
        "**Objet : envoi de facture - pièces jointes**\n\nMadame, Monsieur,\n\n"
        f"Veuillez trouver ci-joint la facture relative à la convention {other(s, 'convention')} et les feuilles "
        f"d'émargement "
        f"de la session {other(s, 'session')} ({blocks.session_text(s)}).\n\n"
        "Nous restons à votre disposition pour tout renseignement.\n\nBien cordialement,\n\n\nLe service administratif"
    )
    page.block(22, 92, 166, text, 11)
    page.put(22, 270, "P.J. : 1 facture, 1 certificat de réalisation, 1 RIB", 9)
    page.add_page()
    page.put(22, 22, f"Facture n° {s.invoice_number}", 17, bold=True)
    page.put(22, 31, f"Établie le {formats.day(s.issue_date, '1er')}", 10)
    page.put(22, 37, f"N° de dossier : {formats.dossier(s.dossiers[0], '-')}", 10)
    page.block(22, 50, 50, f"{s.issuer.name}\nSIRET : {formats.siret(s.issuer.siret)}", 10)
    page.stack(118, 48, [*blocks.address(s.addressee), f"SIRET : {formats.siret(s.addressee.siret)}"], 10, 5)
    rows = [["Désignation", "Montant"]]
    rows += [
        [f"{item.label} ({formats.quantity(item.quantity)} x {money(item.unit_price)})", money(item.amount)]
        for item in s.items
    ]
    y = page.grid(22, 82, [126, 40], rows, "LR", size=10, height=9, borders="ROWS") + 6
    if s.total_tva:
        pairs = [("Total H.T.", s.total_ht), ("T.V.A.", s.total_tva), ("Net à payer T.T.C.", s.total_ttc)]
        printed = USUAL | {"net_payable"}
    else:
        pairs = [("Net à payer", s.total_ttc)]
        printed = USUAL - TOTALS | {"single_total", "exemption", "net_payable"}
    for label, amount in pairs:
        page.put(146, y, label, 11, align="R", bold=label.startswith("Net"))
        page.put(188, y, money(amount), 11, align="R", bold=label.startswith("Net"))
        y += 7
    if not s.total_tva:
        page.put(22, y + 2, "Exonération de T.V.A. : article 261-4-4° a du C.G.I.", 9)
    if s.bank:
        page.stack(22, y + 14, ["Virement :", f"IBAN {formats.iban(s.bank.iban)}", f"BIC {s.bank.bic}"], 10)
    vat = f" - N° TVA : {s.issuer.vat_number}" if s.issuer.vat_number else ""
    foot = f"{blocks.full_name(s.issuer)} - APE {s.issuer.naf} - Déclaration d'activité {s.issuer.nda}{vat}"
    page.put(105, 282, foot, 7.5, align="C", ink=0x777777)
    return Document(page.data(), truth_of(s, printed), ("invoice_on_page_2", "hyphened_dossier"))


def _narrow_columns(s: Scenario) -> Document:
    """Print numbers in columns so narrow that SIRET, IBAN and VAT numbers run over two lines."""
    money = formats.Money(thousands=".", after=" €")
    page = Paper("Manrope", "Scribus")
    page.fill(0, 0, 210, 9, 0xFF7043)
    page.fill(0, 288, 210, 9, 0xFF7043)
    page.block(14, 18, 90, f"**{s.issuer.name}**", 18)
    page.put(196, 19, "facture", 22, bold=True, align="R", ink=0xFF7043)
    page.block(156, 32, 42, f"n° {s.invoice_number}\n{formats.day(s.issue_date)}", 10, align="R")
    page.block(14, 46, 58, "**Pour**\n" + "\n".join(blocks.address(s.addressee)), 9)
    page.block(76, 46, 40, f"**Dossier**\n{s.dossiers[0]}", 9)
    page.block(120, 46, 40, f"**Commande**\n{other(s, 'commande')}", 9)
    page.block(160, 46, 38, f"**Payable**\n{formats.day(s.due_date) if s.due_date else 'à réception'}", 9)
    rows = [["Quoi", "Combien", "Prix", "HT"]]
    rows += [
        [item.label, formats.quantity(item.quantity), money(item.unit_price), money(item.amount)] for item in s.items
    ]
    y = page.grid(14, 84, [92, 24, 34, 34], rows, "LRRR", size=9.5, height=8, borders="ROWS") + 8
    pairs = [
        ("HT", s.total_ht),
        *((f"TVA {formats.rate(row.rate)}", row.tva) for row in s.vat_rows),
        ("Total à payer TTC", s.total_ttc),
    ]
    for label, amount in pairs:
        page.put(160, y, label, 10, align="R", bold="TTC" in label)
        page.put(196, y, money(amount), 10, align="R", bold="TTC" in label)
        y += 6.5
    if not s.total_tva:
        page.put(14, y, "exonéré de TVA (article 261-4-4 a du CGI)", 8.5)
    siret = formats.siret(s.issuer.siret)
    columns = [
        f"**Siret**\n{siret[:11]}\n{siret[12:]}",
        f"**NDA**\n{formats.nda(s.issuer.nda or '')}",
        "**Adresse**\n" + "\n".join(blocks.address(s.issuer)[1:]),
    ]
    if s.issuer.vat_number:
        columns.append(f"**TVA**\n{s.issuer.vat_number[:4]}\n{formats.siren(s.issuer.vat_number[4:])}")
    if s.bank:
        groups = formats.iban(s.bank.iban).split()
        columns.append(f"**IBAN**\n{' '.join(groups[:4])}\n{' '.join(groups[4:])}\n**BIC** {s.bank.bic}")
    for index, text in enumerate(columns):
        page.block(14 + index * 37, 262, 36, text, 7.5)
    return Document(page.data(), truth_of(s, USUAL | {"net_payable"}), ("numbers_over_two_lines",))


LAYOUTS = (
    Layout(
        "fpdf2",
        "reimbursement",
        _reimbursement,
        (
            {"regime": "taxed", "dossier_shape": "reimbursement", "lines": 1},
            {"regime": "exempt", "dossier_shape": "reimbursement", "dossiers": 2, "lines": 1},
            {"regime": "taxed", "lines": 1},
        ),
    ),
    Layout(
        "fpdf2",
        "cover_letter",
        _cover_letter,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "exempt", "lines": 1},
            {"regime": "exempt", "lines": 1, "dossier_shape": "legacy"},
        ),
    ),
    Layout(
        "fpdf2",
        "narrow_columns",
        _narrow_columns,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "exempt", "lines": 2},
            {"regime": "multi_rate", "lines": 3},
        ),
    ),
)
