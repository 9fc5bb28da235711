"""What is invoiced over two years: dossiers and invoices, drawn from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import count
from random import Random
from typing import Final

from akto_invoice.portal.demo import cast, catalogue
from akto_invoice.portal.demo.cast import Company
from akto_invoice.portal.demo.catalogue import Fault
from akto_invoice.portal.demo.papers import Paper, PaperLine, with_cents
from akto_invoice.portal.models import Dispositif, InvoiceKind, PieceNature, Reason

DAYS: Final = 730
"""How far back the plan goes."""

_RECENT_DAYS: Final = 45
_SEEN_WITHIN: Final = timedelta(days=14)  # a second copy is rejected by then: two live ones cannot be stored
_CODES: Final = {
    Dispositif.APPRENTISSAGE: "CA",
    Dispositif.PROFESSIONNALISATION: "CP",
    Dispositif.ACTION_DE_FORMATION: "AF",
    Dispositif.PRO_A: "PA",
}
_INSTALMENTS: Final = ((40, 0, "1re"), (30, 7, "2e"), (20, 10, "3e"), (10, 13, "4e"))
"""Percent of the year's price, months after the contract's start, rank."""


class Fate(StrEnum):
    """What will become of an invoice, as far as today allows."""

    SMOOTH = "smooth"
    MENDED = "mended"
    STUCK = "stuck"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    CREDITED = "credited"
    DUPLICATE = "duplicate"


_FATES: Final = {Fate.SMOOTH: 73, Fate.MENDED: 12, Fate.STUCK: 6, Fate.REJECTED: 6, Fate.CANCELLED: 3}


@dataclass(frozen=True, slots=True)
class PlannedDossier:
    """A dossier; with ``is_engaged`` False AKTO is still looking at it, with ``is_broken`` the contract ended early."""

    number: str
    dispositif: Dispositif
    title: str
    trainee: str
    employer: Company
    provider: Company
    engaged_ht: Decimal
    subrogation: bool = True
    is_engaged: bool = True
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class PlannedInvoice:
    """An invoice: its paper, who it is for, the pieces that go with it, and its fate.

    ``dossiers`` go with the paper's lines one by one; a proforma groupée has ``requests`` (dispositif of each) instead.
    """

    paper: Paper
    received_on: date
    dossiers: tuple[PlannedDossier, ...] = ()
    requests: tuple[Dispositif, ...] = ()
    natures: tuple[PieceNature, ...] = (PieceNature.FACTURE, PieceNature.CERTIFICAT)
    fate: Fate = Fate.SMOOTH
    fault: Fault | None = None
    credit_ht: Decimal = Decimal("0.00")


@dataclass(slots=True)
class Planner:
    """Draws; the same seed and day give the same plan."""

    today: date
    rng: Random = field(default_factory=lambda: Random(2310021))  # noqa: S311
    _serials: Iterator[int] = field(default_factory=lambda: count(214, 7))
    _numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def invoices(self) -> list[PlannedInvoice]:
        """Return all invoices in the order in which AKTO received them."""
        planned = [
            *(self._session(cast.BELVEDERE_TOULOUSE, cast.EMPLOYERS + cast.GARONNE) for _ in range(78)),
            *(self._session(cast.BELVEDERE_BORDEAUX, cast.EMPLOYERS) for _ in range(58)),
            *(self._session(provider, cast.EMPLOYERS) for provider in cast.OTHER_PROVIDERS for _ in range(14)),
            *(self._reimbursed(issuer) for issuer in cast.GARONNE * 11 + cast.EMPLOYERS * 2),
            *(invoice for _ in range(26) for invoice in self._apprenticeship()),
            *(self._proforma(agency, day) for agency in cast.GARONNE for day in self._month_ends()),
        ]
        planned = [self._with_fate(invoice) for invoice in planned]
        planned = [part for invoice in planned for part in self._with_aftermath(invoice)]
        return self._numbered(sorted(planned, key=lambda one: (one.received_on, one.paper.issued_on)))

    def _session(self, provider: Company, customers: tuple[Company, ...]) -> PlannedInvoice:
        """A course that the provider bills to AKTO, for one trainee or some."""
        rng, customer = self.rng, self.rng.choice(customers)
        dispositif = rng.choices(tuple(_CODES)[1:], (2, 7, 1))[0]
        is_long = dispositif != Dispositif.ACTION_DE_FORMATION
        course = rng.choice(catalogue.LONG if is_long else catalogue.SHORT)
        issued, session = self._dates(course.days)
        price = Decimal(course.days * (course.price + 5 * rng.randint(-3, 5)))
        dossiers = tuple(
            self._dossier(dispositif, course.title, customer, provider, session[0], price)
            for _ in range(1 if is_long else rng.choice((1, 1, 2, 3, 4)))
        )
        lines = tuple(PaperLine(one.number, course.title, one.trainee, price) for one in dossiers)
        more = rng.choice(((), (), (PieceNature.EMARGEMENT,), (PieceNature.RIB,), (PieceNature.CONVENTION,)))
        return PlannedInvoice(
            self._paper(provider, customer, lines, issued, session),
            self._received(issued),
            dossiers,
            natures=(PieceNature.FACTURE, PieceNature.CERTIFICAT, *more),
        )

    def _reimbursed(self, company: Company) -> PlannedInvoice:
        """Without subrogation: the company has paid the provider and bills AKTO itself."""
        course = self.rng.choice(catalogue.SHORT)
        provider = self.rng.choice((*cast.OTHER_PROVIDERS, cast.BELVEDERE_TOULOUSE))
        issued, session = self._dates(course.days)
        price = Decimal(course.days * course.price)
        dossier = replace(
            self._dossier(Dispositif.ACTION_DE_FORMATION, course.title, company, provider, session[0], price),
            subrogation=False,
        )
        lines = (PaperLine(dossier.number, course.title, dossier.trainee, price),)
        natures = (PieceNature.FACTURE, PieceNature.FACTURE_ACQUITTEE, PieceNature.CERTIFICAT)
        paper = self._paper(company, company, lines, issued, session)
        return PlannedInvoice(paper, self._received(issued), (dossier,), natures=natures)

    def _apprenticeship(self) -> Iterator[PlannedInvoice]:
        """A contract of the CFA, billed in instalments; half of the contracts last two years."""
        rng, customer = self.rng, self.rng.choice(cast.EMPLOYERS)
        start = _working_day(self.today - timedelta(days=rng.randint(20, DAYS + 300)))
        years, yearly = rng.choice((1, 2)), Decimal(rng.randint(52, 98) * 100)
        title = rng.choice(catalogue.DIPLOMAS)
        dossier = self._dossier(
            Dispositif.APPRENTISSAGE, title, customer, cast.BELVEDERE_CFA, start, yearly * years + 500
        )
        instalments = [
            (share, months + 12 * year, rank, year) for year in range(years) for share, months, rank in _INSTALMENTS
        ]
        if rng.random() < 0.08:
            dossier, instalments = replace(dossier, is_broken=True), instalments[:2]
        for share, months, rank, year in instalments:
            due = _working_day(start + timedelta(days=round(months * 30.4) + rng.randint(3, 12)))
            if not self.today - timedelta(days=DAYS) <= due <= self.today:
                continue
            label = f"{title} - année {year + 1}, {rank} échéance {share} %"
            amount, is_first = with_cents(yearly * share / 100), months == 0
            equipment = Decimal(500) if is_first else Decimal(0)
            lines = (PaperLine(dossier.number, label + " et premier équipement" * is_first, dossier.trainee,
                               amount + equipment),)  # fmt: skip
            paper = self._paper(cast.BELVEDERE_CFA, customer, lines, due, (start, start + timedelta(days=365 * years)))
            natures = (PieceNature.FACTURE, PieceNature.RIB if is_first else PieceNature.CERTIFICAT)
            yield PlannedInvoice(paper, self._received(due), (dossier,), natures=natures)

    def _proforma(self, agency: Company, day: date) -> PlannedInvoice:
        """A month's demandes de remboursement of an agency of temporary work."""
        rng, serials = self.rng, self._serials
        chosen = [rng.choice(catalogue.MISSION_COURSES) for _ in range(rng.randint(1, 5))]
        lines = tuple(
            PaperLine(f"{day:%y%m}TT{next(serials):06}", title, self._trainee(), Decimal(rng.randint(6, 62) * 250))
            for _, title in chosen
        )
        paper = replace(self._paper(agency, agency, lines, day, (day.replace(day=1), day)), kind=InvoiceKind.PROFORMA)
        return PlannedInvoice(
            paper,
            self._received(day),
            requests=tuple(dispositif for dispositif, _ in chosen),
        )

    def _with_fate(self, invoice: PlannedInvoice) -> PlannedInvoice:
        fate = self.rng.choices(tuple(_FATES), tuple(_FATES.values()))[0]
        mendable = [fault for fault in catalogue.MENDABLE if fault.nature in invoice.natures]
        match fate:
            case Fate.MENDED | Fate.STUCK if mendable:
                return replace(invoice, fate=fate, fault=self.rng.choice(mendable))
            case Fate.REJECTED if invoice.dossiers:
                return _rejected(invoice, self.rng.choice(catalogue.FATAL))
            case Fate.CANCELLED:
                return replace(invoice, fate=fate)
            case _:
                return invoice

    def _with_aftermath(self, invoice: PlannedInvoice) -> Iterator[PlannedInvoice]:
        """The invoice, and what a few draw after them: the same sent twice, or an avoir."""
        day = _working_day(invoice.received_on + timedelta(days=self.rng.randint(20, 60)))
        draw = self.rng.random()
        if invoice.fate != Fate.SMOOTH or not invoice.dossiers or day > self.today - _SEEN_WITHIN:
            yield invoice
        elif draw < 0.03:
            yield invoice
            yield replace(invoice, received_on=day, fate=Fate.DUPLICATE)
        elif draw < 0.09:
            line = invoice.paper.lines[-1]
            credited = with_cents(line.amount_ht * self.rng.choice((25, 50, 100)) / 100)
            yield replace(invoice, credit_ht=credited)
            paper = replace(
                invoice.paper,
                kind=InvoiceKind.AVOIR,
                number="",
                issued_on=day,
                lines=(replace(line, amount_ht=credited),),
                seed=self.rng.randrange(10**6),
            )
            yield PlannedInvoice(
                paper, self._received(day), invoice.dossiers[-1:], natures=(PieceNature.FACTURE,), fate=Fate.CREDITED
            )
        else:
            yield invoice

    def _numbered(self, planned: list[PlannedInvoice]) -> list[PlannedInvoice]:
        """Give the numbers by day of issue, as the issuers' programs do; a second copy has the number of the first."""
        papers = sorted({invoice.paper: None for invoice in planned}, key=lambda paper: paper.issued_on)
        numbered = {paper: replace(paper, number=self._number(paper)) for paper in papers}
        return [replace(invoice, paper=numbered[invoice.paper]) for invoice in planned]

    def _number(self, paper: Paper) -> str:
        issuer, day = paper.issuer, paper.issued_on
        if paper.kind == InvoiceKind.PROFORMA:
            key, pattern = "proforma", f"{day:%y%m}PRF{issuer.prefix[-1]}{{:06}}"
        elif paper.kind == InvoiceKind.AVOIR:
            key, pattern = f"AV{issuer.prefix}", f"AV{issuer.prefix}{day:%y}-{{:03}}"
        else:
            key, pattern = issuer.prefix, f"{issuer.prefix}{day:%y%m}-{{:04}}"
        serial = next(self._numbers.setdefault(key, count(self.rng.randint(12, 90))))
        return pattern.format(serial)

    def _dossier(
        self, dispositif: Dispositif, title: str, employer: Company, provider: Company, start: date, price: Decimal
    ) -> PlannedDossier:
        opened = start - timedelta(days=self.rng.randint(12, 50))
        serial, code = next(self._serials), _CODES[dispositif]
        is_old = opened < self.today - timedelta(days=DAYS + 60)
        number = f"{opened:%y}.{code}{400000 + serial}CAL" if is_old else f"{opened:%y%m}{code}{serial:06}"
        return PlannedDossier(number, dispositif, title, self._trainee(), employer, provider, price)

    def _trainee(self) -> str:
        return f"{self.rng.choice(catalogue.FIRST_NAMES)} {self.rng.choice(catalogue.LAST_NAMES)}"

    def _paper(
        self,
        issuer: Company,
        customer: Company,
        lines: tuple[PaperLine, ...],
        issued: date,
        session: tuple[date, date],
    ) -> Paper:
        return Paper(
            PieceNature.FACTURE, InvoiceKind.FACTURE, "", issued, issuer, customer, lines, issuer.rate, session,
            self.rng.randrange(10**6),
        )  # fmt: skip

    def _dates(self, days: int) -> tuple[date, tuple[date, date]]:
        """The day of an invoice, a third of them of late, and the course before it."""
        ago = self.rng.randint(0, _RECENT_DAYS if self.rng.random() < 0.3 else DAYS)
        issued = _working_day(self.today - timedelta(days=ago))
        end = _working_day(issued - timedelta(days=self.rng.randint(1, 15)))
        return issued, (_working_day(end - timedelta(days=round(days * 1.4) - 1)), end)

    def _received(self, issued: date) -> date:
        return min(self.today, issued + timedelta(days=self.rng.choice((0, 0, 1, 1, 2, 4, 9))))

    def _month_ends(self) -> list[date]:
        """The last working days of past months, and a day of this week."""
        first = self.today.replace(day=1)
        days = [_working_day(self.today - timedelta(days=2))]
        while first > self.today - timedelta(days=DAYS):
            end = first - timedelta(days=1)
            days.append(_working_day(end))
            first = end.replace(day=1)
        return days


def _rejected(invoice: PlannedInvoice, fault: Fault) -> PlannedInvoice:
    """The invoice with the dossier that makes it wrong: too little is engaged, or nothing yet.

    The dossier of a contract bears other instalments, so it stays as it is.
    """
    first, *others = invoice.dossiers
    if first.dispositif == Dispositif.APPRENTISSAGE:
        fault = catalogue.FATAL[-1]
    elif fault.reason == Reason.MONTANTTOTAL_ERR:
        first = replace(first, engaged_ht=with_cents(invoice.paper.lines[0].amount_ht * 4 / 5))
    elif fault.reason == Reason.REF_ERR:
        first = replace(first, is_engaged=False)
    return replace(invoice, dossiers=(first, *others), fate=Fate.REJECTED, fault=fault)


def _working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
