"""Where the embedded invoice standards keep what we read: XPaths as data, relative to the root element.

Sources: Factur-X and ZUGFeRD 2 (UN/CEFACT Cross Industry Invoice D16B and D22B; XRechnung is a profile of it),
ZUGFeRD 1.0, OASIS UBL 2.1; the fields' meanings are those of EN 16931. ``$currency`` is the invoice's own currency:
a second VAT total may stand in the accounting currency.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Standard(StrEnum):
    """The standard that an embedded XML follows."""

    CII = "cii"
    ZUGFERD_1 = "zugferd-1"
    UBL = "ubl"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of root element.

    ``fields`` holds an XPath per field of the contract, ``document_type`` leading to a code of UNTDID 1001.
    ``seller_ids`` lead to SIREN and SIRET, best first; ``references`` to the texts that may name a
    dossier: not to payment references, which repeat the invoice's own number, often of a dossier's shape.
    ``only_credit_notes``: the root itself says so, whatever the code.
    """

    standard: Standard
    root: str
    namespaces: Mapping[str, str]
    profile: str
    fields: Mapping[str, str]
    seller_ids: tuple[str, ...]
    references: tuple[str, ...]
    only_credit_notes: bool = False


@dataclass(frozen=True, slots=True)
class _Containers:
    """The names that changed from ZUGFeRD 1 to the Cross Industry Invoice."""

    context: str
    document: str
    transaction: str
    agreement: str
    settlement: str
    totals: str
    reference_id: str


def _cross_industry(
    standard: Standard, namespace: str, root: str, versions: tuple[str, str], names: _Containers
) -> Dialect:
    transaction = f"rsm:{names.transaction}"
    agreement = f"{transaction}/ram:{names.agreement}"
    seller = f"{agreement}/ram:SellerTradeParty"
    settlement = f"{transaction}/ram:{names.settlement}"
    means = f"{settlement}/ram:SpecifiedTradeSettlementPaymentMeans"
    totals = f"{settlement}/ram:{names.totals}"
    line = f"{transaction}/ram:IncludedSupplyChainTradeLineItem"
    data = "urn:un:unece:uncefact:data:standard"
    return Dialect(
        standard=standard,
        root=f"{{{namespace}}}{root}",
        namespaces={
            "rsm": namespace,
            "ram": f"{data}:ReusableAggregateBusinessInformationEntity:{versions[0]}",
            "udt": f"{data}:UnqualifiedDataType:{versions[1]}",
        },
        profile=f"rsm:{names.context}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
        fields={
            "document_type": f"rsm:{names.document}/ram:TypeCode",
            "invoice_number": f"rsm:{names.document}/ram:ID",
            "issue_date": f"rsm:{names.document}/ram:IssueDateTime/udt:DateTimeString",
            "currency": f"{settlement}/ram:InvoiceCurrencyCode",
            "total_ht": f"{totals}/ram:TaxBasisTotalAmount",
            "total_tva": f"{totals}/ram:TaxTotalAmount[not(@currencyID) or @currencyID=$currency]",
            "total_ttc": f"{totals}/ram:GrandTotalAmount",
            "net_payable": f"{totals}/ram:DuePayableAmount",
            "vat_number": f"{seller}/ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']",
            "iban": f"{means}/ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
            "bic": f"{means}/ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID",
        },
        seller_ids=(
            f"{seller}/ram:SpecifiedLegalOrganization/ram:ID",
            f"{seller}/ram:GlobalID",
            f"{seller}/ram:ID",
            f"{seller}/ram:SpecifiedTaxRegistration/ram:ID[@schemeID='FC']",
        ),
        references=(
            f"{agreement}/ram:BuyerReference",
            f"{agreement}/ram:BuyerOrderReferencedDocument/ram:{names.reference_id}",
            f"{agreement}/ram:SellerOrderReferencedDocument/ram:{names.reference_id}",
            f"{agreement}/ram:ContractReferencedDocument/ram:{names.reference_id}",
            f"{agreement}/ram:AdditionalReferencedDocument/ram:{names.reference_id}",
            f"{agreement}/ram:SpecifiedProcuringProject/*",
            f"rsm:{names.document}/ram:IncludedNote/ram:Content",
            f"{line}//ram:IncludedNote/ram:Content",
            f"{line}//ram:BuyerOrderReferencedDocument/ram:{names.reference_id}",
            f"{line}//ram:AdditionalReferencedDocument/ram:{names.reference_id}",
            f"{line}/ram:SpecifiedTradeProduct/ram:Name",
            f"{line}/ram:SpecifiedTradeProduct/ram:Description",
        ),
    )


def _ubl(root: str, *, credit_note: bool) -> Dialect:
    ubl = "urn:oasis:names:specification:ubl:schema:xsd"
    seller = "cac:AccountingSupplierParty/cac:Party"
    account = "cac:PaymentMeans/cac:PayeeFinancialAccount"
    line = f"cac:{root}Line"
    return Dialect(
        standard=Standard.UBL,
        root=f"{{{ubl}:{root}-2}}{root}",
        namespaces={"cac": f"{ubl}:CommonAggregateComponents-2", "cbc": f"{ubl}:CommonBasicComponents-2"},
        profile="cbc:CustomizationID",
        fields={
            "document_type": f"cbc:{root}TypeCode",
            "invoice_number": "cbc:ID",
            "issue_date": "cbc:IssueDate",
            "currency": "cbc:DocumentCurrencyCode",
            "total_ht": "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
            "total_tva": "cac:TaxTotal/cbc:TaxAmount[not(@currencyID) or @currencyID=$currency]",
            "total_ttc": "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
            "net_payable": "cac:LegalMonetaryTotal/cbc:PayableAmount",
            "vat_number": f"{seller}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID",
            "iban": f"{account}/cbc:ID",
            "bic": f"{account}/cac:FinancialInstitutionBranch/cbc:ID",
        },
        seller_ids=(f"{seller}/cac:PartyLegalEntity/cbc:CompanyID", f"{seller}/cac:PartyIdentification/cbc:ID"),
        references=(
            "cbc:BuyerReference",
            "cbc:AccountingCost",
            "cac:OrderReference/*",
            "cac:ContractDocumentReference/cbc:ID",
            "cac:OriginatorDocumentReference/cbc:ID",
            "cac:AdditionalDocumentReference/cbc:ID",
            "cac:ProjectReference/cbc:ID",
            "cbc:Note",
            f"{line}/cbc:Note",
            f"{line}/cac:OrderLineReference/cac:OrderReference/cbc:ID",
            f"{line}/cac:DocumentReference/cbc:ID",
            f"{line}/cac:Item/cbc:Name",
            f"{line}/cac:Item/cbc:Description",
        ),
        only_credit_notes=credit_note,
    )


DIALECTS = (
    _cross_industry(
        Standard.CII,
        "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
        "CrossIndustryInvoice",
        ("100", "100"),
        _Containers(
            context="ExchangedDocumentContext",
            document="ExchangedDocument",
            transaction="SupplyChainTradeTransaction",
            agreement="ApplicableHeaderTradeAgreement",
            settlement="ApplicableHeaderTradeSettlement",
            totals="SpecifiedTradeSettlementHeaderMonetarySummation",
            reference_id="IssuerAssignedID",
        ),
    ),
    _cross_industry(
        Standard.ZUGFERD_1,
        "urn:ferd:CrossIndustryDocument:invoice:1p0",
        "CrossIndustryDocument",
        ("12", "15"),
        _Containers(
            context="SpecifiedExchangedDocumentContext",
            document="HeaderExchangedDocument",
            transaction="SpecifiedSupplyChainTradeTransaction",
            agreement="ApplicableSupplyChainTradeAgreement",
            settlement="ApplicableSupplyChainTradeSettlement",
            totals="SpecifiedTradeSettlementMonetarySummation",
            reference_id="ID",
        ),
    ),
    _ubl("Invoice", credit_note=False),
    _ubl("CreditNote", credit_note=True),
)
