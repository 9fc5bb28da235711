"""The portal's tables, one module per idea; ``docs/portal.md`` draws them."""

from akto_invoice.portal.models.audit import Action, AuditEvent
from akto_invoice.portal.models.deposit import Deposit, DepositPage, DepositPiece, DepositState, FileKind
from akto_invoice.portal.models.deposit_key import DepositKey
from akto_invoice.portal.models.dossier import Dispositif, Dossier, DossierState
from akto_invoice.portal.models.entity import Branch, Entity, EntityKind, Membership
from akto_invoice.portal.models.invoice import Invoice, InvoiceDossier, InvoiceKind, PaymentMeans, ReimbursementRequest
from akto_invoice.portal.models.letter import Letter, LetterNature
from akto_invoice.portal.models.piece import Conformity, Piece, PieceNature, PieceVersion
from akto_invoice.portal.models.rib import Rib, RibScope, RibState
from akto_invoice.portal.models.status import Reason, Status
from akto_invoice.portal.models.tally import ReadingTally
from akto_invoice.portal.models.token import ApiToken, ApiTokenGrant, RateCount
from akto_invoice.portal.models.user import Profile, User
from akto_invoice.portal.models.worker import Worker

__all__ = [
    "Action",
    "ApiToken",
    "ApiTokenGrant",
    "AuditEvent",
    "Branch",
    "Conformity",
    "Deposit",
    "DepositKey",
    "DepositPage",
    "DepositPiece",
    "DepositState",
    "Dispositif",
    "Dossier",
    "DossierState",
    "Entity",
    "EntityKind",
    "FileKind",
    "Invoice",
    "InvoiceDossier",
    "InvoiceKind",
    "Letter",
    "LetterNature",
    "Membership",
    "PaymentMeans",
    "Piece",
    "PieceNature",
    "PieceVersion",
    "Profile",
    "RateCount",
    "ReadingTally",
    "Reason",
    "ReimbursementRequest",
    "Rib",
    "RibScope",
    "RibState",
    "Status",
    "User",
    "Worker",
]
