"""Cross Industry Invoice XML of a scenario, in the profiles of Factur-X."""

from datetime import date
from decimal import Decimal

from lxml import etree

from corpus.generator.facts import Party, Scenario

_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
_RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
_GUIDELINES = {
    "minimum": "urn:factur-x.eu:1p0:minimum",
    "basic": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "en16931": "urn:cen.eu:en16931:2017",
}
_TYPES = {"invoice": "380", "credit_note": "381", "deposit_invoice": "386"}
_UNITS = {"heure": "HUR", "jour": "DAY"}

Element = etree._Element


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    child = etree.SubElement(parent, f"{{{_RAM}}}{name}", attributes)
    child.text = text
    return child


def _date(parent: Element, name: str, value: date) -> None:
    etree.SubElement(_add(parent, name), f"{{{_UDT}}}DateTimeString", format="102").text = f"{value:%Y%m%d}"


def _amount(value: Decimal) -> str:
    return f"{value:.2f}"


def _category(rate: Decimal) -> str:
    return "S" if rate else "E"


def cii_xml(s: Scenario, profile: str) -> bytes:
    """Write the scenario as ``minimum``, ``basic`` or ``en16931``; the employer's share counts as already paid."""
    root = etree.Element(f"{{{_RSM}}}CrossIndustryInvoice", nsmap={"rsm": _RSM, "ram": _RAM, "udt": _UDT})
    context = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocumentContext")
    _add(_add(context, "GuidelineSpecifiedDocumentContextParameter"), "ID", _GUIDELINES[profile])
    document = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocument")
    _add(document, "ID", s.invoice_number)
    _add(document, "TypeCode", _TYPES[s.document_type])
    _date(document, "IssueDateTime", s.issue_date)
    if profile != "minimum":
        _add(_add(document, "IncludedNote"), "Content", f"Dossiers : {', '.join(s.dossiers)}")
        _add(_add(document, "IncludedNote"), "Content", f"Déclaration d'activité : {s.issuer.nda}")
    trade = etree.SubElement(root, f"{{{_RSM}}}SupplyChainTradeTransaction")
    if profile != "minimum":
        _lines(trade, s)
    agreement = _add(trade, "ApplicableHeaderTradeAgreement")
    if profile != "minimum":
        _add(agreement, "BuyerReference", s.dossiers[0])
    _party(agreement, "SellerTradeParty", s.issuer, profile)
    _party(agreement, "BuyerTradeParty", s.addressee, profile)
    _add(_add(agreement, "BuyerOrderReferencedDocument"), "IssuerAssignedID", s.dossiers[0])
    _add(trade, "ApplicableHeaderTradeDelivery")
    _settlement(trade, s, profile)
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return xml


def _lines(trade: Element, s: Scenario) -> None:
    for number, item in enumerate(s.items, 1):
        line = _add(trade, "IncludedSupplyChainTradeLineItem")
        _add(_add(line, "AssociatedDocumentLineDocument"), "LineID", str(number))
        _add(_add(line, "SpecifiedTradeProduct"), "Name", item.label)
        price = _add(_add(line, "SpecifiedLineTradeAgreement"), "NetPriceProductTradePrice")
        _add(price, "ChargeAmount", str(item.unit_price))
        quantity = _add(line, "SpecifiedLineTradeDelivery")
        _add(quantity, "BilledQuantity", str(item.quantity), unitCode=_UNITS.get(item.unit, "C62"))
        settlement = _add(line, "SpecifiedLineTradeSettlement")
        tax = _add(settlement, "ApplicableTradeTax")
        _add(tax, "TypeCode", "VAT")
        _add(tax, "CategoryCode", _category(item.rate))
        _add(tax, "RateApplicablePercent", str(item.rate))
        _add(_add(settlement, "SpecifiedTradeSettlementLineMonetarySummation"), "LineTotalAmount", _amount(item.amount))


def _party(agreement: Element, role: str, party: Party, profile: str) -> None:
    element = _add(agreement, role)
    _add(element, "Name", party.name)
    _add(_add(element, "SpecifiedLegalOrganization"), "ID", party.siret, schemeID="0002")
    if profile != "minimum":
        address = _add(element, "PostalTradeAddress")
        _add(address, "PostcodeCode", party.postcode)
        _add(address, "LineOne", party.street)
        _add(address, "CityName", party.city)
        _add(address, "CountryID", "FR")
    elif role == "SellerTradeParty":
        _add(_add(element, "PostalTradeAddress"), "CountryID", "FR")
    if party.vat_number and (role == "SellerTradeParty" or profile != "minimum"):
        _add(_add(element, "SpecifiedTaxRegistration"), "ID", party.vat_number, schemeID="VA")


def _settlement(trade: Element, s: Scenario, profile: str) -> None:
    settlement = _add(trade, "ApplicableHeaderTradeSettlement")
    _add(settlement, "InvoiceCurrencyCode", "EUR")
    if profile != "minimum":
        if s.bank:
            means = _add(settlement, "SpecifiedTradeSettlementPaymentMeans")
            _add(means, "TypeCode", "30")
            _add(_add(means, "PayeePartyCreditorFinancialAccount"), "IBANID", s.bank.iban)
            if profile == "en16931":
                _add(_add(means, "PayeeSpecifiedCreditorFinancialInstitution"), "BICID", s.bank.bic)
        for row in s.vat_rows:
            tax = _add(settlement, "ApplicableTradeTax")
            _add(tax, "CalculatedAmount", _amount(row.tva))
            _add(tax, "TypeCode", "VAT")
            if not row.rate:
                _add(tax, "ExemptionReason", "Exonération de TVA, article 261-4-4 a du CGI")
            _add(tax, "BasisAmount", _amount(row.base))
            _add(tax, "CategoryCode", _category(row.rate))
            _add(tax, "RateApplicablePercent", str(row.rate))
        if s.due_date:
            _date(_add(settlement, "SpecifiedTradePaymentTerms"), "DueDateDateTime", s.due_date)
    total = _add(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    if profile != "minimum":
        _add(total, "LineTotalAmount", _amount(s.total_ht))
    _add(total, "TaxBasisTotalAmount", _amount(s.total_ht))
    _add(total, "TaxTotalAmount", _amount(s.total_tva), currencyID="EUR")
    _add(total, "GrandTotalAmount", _amount(s.total_ttc))
    if profile != "minimum" and s.total_ttc != s.net_payable:
        _add(total, "TotalPrepaidAmount", _amount(s.total_ttc - s.net_payable))
    _add(total, "DuePayableAmount", _amount(s.net_payable))
