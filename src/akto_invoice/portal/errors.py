"""What the portal refuses, each with a French sentence that says what to do next.

::

    PortalError
    ├── NotVisible           not_visible            answered with 404: whether it exists is nobody else's business
    ├── NotAllowed           not_allowed            answered with 403: visible, but this user may not do it
    ├── TooManyRequests      too_many_requests      answered with 429: a program asks too often, or with wrong tokens
    ├── Busy                 too_busy               answered with 503: as much is done at once as may be
    └── RuleBroken           a rule of the portal forbids it now
        ├── InvoiceClosed         invoice_closed         paid, cancelled or rejected
        ├── TransitionRefused     transition_refused     the status does not lead there
        ├── ReasonMissing         reason_missing         sending back needs a reason
        ├── PaymentIncomplete     payment_incomplete     means, date or account missing or wrong
        ├── FileRefused           file_refused           not a PDF, empty, or too large
        ├── NotStored             not_stored             the disk is full, or does not take files
        ├── ExportTooLarge        export_too_large       more rows than a sheet holds
        ├── RibRefused            rib_refused            a control blocks the RIB, or a warning has no reason
        ├── SameEyes              same_eyes              who deposited a RIB does not review it
        ├── IdentityUnconfirmed   identity_unconfirmed   bank details need the password again
        ├── TokenRefused          token_refused          a token lacks its name, its entities or a possible end
        ├── KeyReused             key_reused             one idempotency key for two different deposits
        ├── TooManyFiles          too_many_files         drafts of an entity, or pieces of a deposit
        ├── StateRefused          state_refused          the deposit or RIB is not where this may be done
        ├── StaleRevision         stale_revision         another tab or person changed the deposit meanwhile
        ├── WrongValue            wrong_value            a typed value is no date, amount, SIRET, dossier...
        └── ControlsFailed        controls_failed        what must hold before an invoice is transmitted does not
"""

from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.rules.findings import Finding


class PortalError(AktoInvoiceError):
    """Root of what the portal refuses."""

    code = "portal"


class NotVisible(PortalError, Http404):
    """The object does not exist, or is not among what this user may see."""

    code = "not_visible"


class NotAllowed(PortalError, PermissionDenied):
    """The user sees the object but has no right to do this with it."""

    code = "not_allowed"


class TooManyRequests(PortalError):
    """A program asks too often; ``wait`` is the time to leave it be, in seconds."""

    code = "too_many_requests"

    def __init__(self, wait: int) -> None:
        super().__init__(f"Trop de requêtes : réessayez dans {wait} s.")
        self.wait = wait


class Busy(PortalError):
    """The portal does as much of this at once as it may; in a moment it will again."""

    code = "too_busy"


class RuleBroken(PortalError):
    """A rule forbids the change; nothing was changed."""

    code: ClassVar[str] = "rule_broken"


class InvoiceClosed(RuleBroken):
    """Nothing may be filed on an invoice that is paid, cancelled or rejected."""

    code = "invoice_closed"


class TransitionRefused(RuleBroken):
    """The table of transitions does not lead from this status to that one."""

    code = "transition_refused"


class ReasonMissing(RuleBroken):
    """The new status, or the judgement, needs a reason."""

    code = "reason_missing"


class PaymentIncomplete(RuleBroken):
    """A payment lacks its date, its means or its account, or the account's number is wrong."""

    code = "payment_incomplete"


class FileRefused(RuleBroken):
    """The file is not a PDF, is empty, or is too large."""

    code = "file_refused"


class NotStored(RuleBroken):
    """The disk takes no more files; the portal's operator has to make room."""

    code = "not_stored"


class ExportTooLarge(RuleBroken):
    """The list has more rows than the format holds."""

    code = "export_too_large"


class RibRefused(RuleBroken):
    """Controls stand in the way: ``findings`` says which."""

    code = "rib_refused"

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class SameEyes(RuleBroken):
    """Who deposited a RIB may not review it."""

    code = "same_eyes"


class IdentityUnconfirmed(RuleBroken):
    """The password was not given, or too long ago."""

    code = "identity_unconfirmed"


class TokenRefused(RuleBroken):
    """A token must have a name, entities and an end, and there is a limit to how many a user has."""

    code = "token_refused"


class KeyReused(RuleBroken):
    """An idempotency key stands for one deposit, and came with another."""

    code = "key_reused"


class TooManyFiles(RuleBroken):
    """The entity has as many drafts, or the deposit as many pieces, as there may be."""

    code = "too_many_files"


class StateRefused(RuleBroken):
    """The state of the deposit, or of the RIB, does not allow this."""

    code = "state_refused"


class StaleRevision(RuleBroken):
    """The deposit has changed since it was shown."""

    code = "stale_revision"


class WrongValue(RuleBroken):
    """A typed value is not of its field's form; ``field`` names it."""

    code = "wrong_value"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ControlsFailed(RuleBroken):
    """Controls forbid the transmission; ``findings`` are those that block, or warn without a reason given."""

    code = "controls_failed"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(" ".join(f"{one.message} {one.remedy}" for one in findings))
        self.findings = findings
