"""XML invoices of every standard and profile that we read; the tests prove them valid by the schemas."""

SIRET, VAT_NUMBER = "73282932000074", "FR44732829320"
IBAN, BIC = "FR1420041010050500013M02606", "PSSTFRPPPAR"
PROFILES = {
    "minimum": "urn:factur-x.eu:1p0:minimum",
    "basicwl": "urn:factur-x.eu:1p0:basicwl",
    "basic": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "en16931": "urn:cen.eu:en16931:2017",
    "extended": "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
}
XRECHNUNG = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"

CII_LINE = """
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct><ram:Name>Formation, dossier 2512TT000508</ram:Name></ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement>
        <ram:NetPriceProductTradePrice><ram:ChargeAmount>960.00</ram:ChargeAmount></ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery>
      <ram:BilledQuantity unitCode="HUR">1</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>
        <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
        <ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
        <ram:LineTotalAmount>960.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>"""

CII_BANK = f"""
      <ram:SpecifiedTradeSettlementPaymentMeans>
        <ram:TypeCode>30</ram:TypeCode>
        <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>{IBAN}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
        %s
      </ram:SpecifiedTradeSettlementPaymentMeans>"""
CII_BIC = f"""<ram:PayeeSpecifiedCreditorFinancialInstitution>
          <ram:BICID>{BIC}</ram:BICID>
        </ram:PayeeSpecifiedCreditorFinancialInstitution>"""

CII_TAX = """
      <ram:ApplicableTradeTax>
        <ram:CalculatedAmount>192.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>
        <ram:BasisAmount>960.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>
        <ram:RateApplicablePercent>20</ram:RateApplicablePercent>
      </ram:ApplicableTradeTax>
      <ram:SpecifiedTradePaymentTerms><ram:Description>30 jours</ram:Description></ram:SpecifiedTradePaymentTerms>"""


def cii(profile: str = "en16931", guideline: str | None = None, type_code: str = "380") -> str:
    """A Factur-X invoice of one profile: each adds to the one before, as the schemas do."""
    rank = list(PROFILES).index(profile)
    note = "<ram:IncludedNote><ram:Content>Dossier 20.PH444241CAL</ram:Content></ram:IncludedNote>" if rank else ""
    line_total = "<ram:LineTotalAmount>960.00</ram:LineTotalAmount>" if rank else ""
    prepaid = "<ram:TotalPrepaidAmount>750.00</ram:TotalPrepaidAmount>" if rank else ""
    bank = CII_BANK % (CII_BIC if rank > 2 else "") if rank else ""
    address = "<ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
    xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
    xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
  <rsm:ExchangedDocumentContext>
    <ram:GuidelineSpecifiedDocumentContextParameter>
    <ram:ID>{guideline or PROFILES[profile]}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument>
    <ram:ID>FC 2025-0042</ram:ID>
    <ram:TypeCode>{type_code}</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20250303</udt:DateTimeString></ram:IssueDateTime>{note}
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>{CII_LINE if rank > 1 else ""}
    <ram:ApplicableHeaderTradeAgreement>
      <ram:BuyerReference>2310AF000021</ram:BuyerReference>
      <ram:SellerTradeParty>
        <ram:Name>Formation Sud</ram:Name>
        <ram:SpecifiedLegalOrganization><ram:ID schemeID="0009">{SIRET}</ram:ID></ram:SpecifiedLegalOrganization>
        {address}
        <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{VAT_NUMBER}</ram:ID></ram:SpecifiedTaxRegistration>
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty>
        <ram:Name>AKTO</ram:Name>
        <ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">853000982</ram:ID></ram:SpecifiedLegalOrganization>
        {address if rank else ""}
      </ram:BuyerTradeParty>
      <ram:BuyerOrderReferencedDocument>
      <ram:IssuerAssignedID>2512PRFA000067</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery/>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>{bank}{CII_TAX if rank else ""}
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        {line_total}<ram:TaxBasisTotalAmount>960.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">192.00</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>1152.00</ram:GrandTotalAmount>{prepaid}
        <ram:DuePayableAmount>402.00</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""


ZUGFERD_1 = f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
    xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
    xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
  <rsm:SpecifiedExchangedDocumentContext>
    <ram:GuidelineSpecifiedDocumentContextParameter>
    <ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:comfort</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:SpecifiedExchangedDocumentContext>
  <rsm:HeaderExchangedDocument>
    <ram:ID>FC 2025-0042</ram:ID><ram:Name>FACTURE</ram:Name><ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20250303</udt:DateTimeString></ram:IssueDateTime>
    <ram:IncludedNote><ram:Content>Dossier 20.PH444241CAL</ram:Content></ram:IncludedNote>
  </rsm:HeaderExchangedDocument>
  <rsm:SpecifiedSupplyChainTradeTransaction>
    <ram:ApplicableSupplyChainTradeAgreement>
      <ram:BuyerReference>2310AF000021</ram:BuyerReference>
      <ram:SellerTradeParty>
        <ram:GlobalID schemeID="0009">{SIRET}</ram:GlobalID><ram:Name>Formation Sud</ram:Name>
        <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{VAT_NUMBER}</ram:ID></ram:SpecifiedTaxRegistration>
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty><ram:Name>AKTO</ram:Name></ram:BuyerTradeParty>
      <ram:BuyerOrderReferencedDocument><ram:ID>2512PRFA000067</ram:ID></ram:BuyerOrderReferencedDocument>
    </ram:ApplicableSupplyChainTradeAgreement>
    <ram:ApplicableSupplyChainTradeDelivery/>
    <ram:ApplicableSupplyChainTradeSettlement>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementPaymentMeans>
        <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>{IBAN}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
        {CII_BIC}
      </ram:SpecifiedTradeSettlementPaymentMeans>
      <ram:SpecifiedTradeSettlementMonetarySummation>
        <ram:LineTotalAmount currencyID="EUR">960.00</ram:LineTotalAmount>
        <ram:ChargeTotalAmount currencyID="EUR">0.00</ram:ChargeTotalAmount>
        <ram:AllowanceTotalAmount currencyID="EUR">0.00</ram:AllowanceTotalAmount>
        <ram:TaxBasisTotalAmount currencyID="EUR">960.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">192.00</ram:TaxTotalAmount>
        <ram:GrandTotalAmount currencyID="EUR">1152.00</ram:GrandTotalAmount>
        <ram:TotalPrepaidAmount currencyID="EUR">750.00</ram:TotalPrepaidAmount>
        <ram:DuePayableAmount currencyID="EUR">402.00</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementMonetarySummation>
    </ram:ApplicableSupplyChainTradeSettlement>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct><ram:Name>Formation, dossier 2512TT000508</ram:Name></ram:SpecifiedTradeProduct>
    </ram:IncludedSupplyChainTradeLineItem>
  </rsm:SpecifiedSupplyChainTradeTransaction>
</rsm:CrossIndustryDocument>"""


def ubl(root: str, type_code: str) -> str:
    quantity = "InvoicedQuantity" if root == "Invoice" else "CreditedQuantity"
    category = """<cac:ClassifiedTaxCategory>
      <cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
    </cac:ClassifiedTaxCategory>"""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>FC 2025-0042</cbc:ID>
  <cbc:IssueDate>2025-03-03</cbc:IssueDate>
  <cbc:{root}TypeCode>{type_code}</cbc:{root}TypeCode>
  <cbc:Note>Dossier 20.PH444241CAL</cbc:Note>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cbc:BuyerReference>2310AF000021</cbc:BuyerReference>
  <cac:OrderReference><cbc:ID>2512PRFA000067</cbc:ID></cac:OrderReference>
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PartyIdentification><cbc:ID schemeID="0009">{SIRET}</cbc:ID></cac:PartyIdentification>
    <cac:PartyTaxScheme><cbc:CompanyID>{VAT_NUMBER}</cbc:CompanyID><cac:TaxScheme>
    <cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>Formation Sud</cbc:RegistrationName>
    <cbc:CompanyID schemeID="0002">{SIRET[:9]}</cbc:CompanyID></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cac:PartyIdentification><cbc:ID schemeID="0009">85300098200241</cbc:ID></cac:PartyIdentification>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:PaymentMeans>
    <cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>2401FA00012</cbc:PaymentID>
    <cac:PayeeFinancialAccount><cbc:ID>{IBAN}</cbc:ID><cac:FinancialInstitutionBranch>
    <cbc:ID>{BIC}</cbc:ID></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:TaxTotal><cbc:TaxAmount currencyID="USD">207.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">192.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">960.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">960</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">1152.0</cbc:TaxInclusiveAmount>
    <cbc:PrepaidAmount currencyID="EUR">750.00</cbc:PrepaidAmount>
    <cbc:PayableAmount currencyID="EUR">402.00</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
  <cac:{root}Line>
    <cbc:ID>1</cbc:ID><cbc:{quantity} unitCode="HUR">1</cbc:{quantity}>
    <cbc:LineExtensionAmount currencyID="EUR">960.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Formation, dossier 2512TT000508</cbc:Name>{category}</cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">960.00</cbc:PriceAmount></cac:Price>
  </cac:{root}Line>
</{root}>"""
