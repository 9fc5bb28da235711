from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from akto_invoice.rules import siret as siret_rules
from akto_invoice.rules.controls import DepositFacts, DossierFacts
from tests.rules import strategies as made
from tests.rules.controls.deposits import codes, companies, facts, first_dossier, message, numbers, sound_deposits

ISSUER = frozenset({"SIRET_ERR", "SIRET_ERR_COMPTE", "SIRET_ERR_ENTITE"})


@given(deposit=sound_deposits(), blank=st.sampled_from((None, "")))
def test_an_issuer_must_be_named(deposit: DepositFacts, blank: str | None) -> None:
    assert codes(replace(deposit, siret=blank)) == {"SIRET_ERR"}


@given(deposit=sound_deposits(), text=st.text(min_size=1, max_size=20) | made.digits(14))
def test_what_is_no_siret_and_none_of_the_account_s_is_told_so(deposit: DepositFacts, text: str) -> None:
    found = codes(replace(deposit, siret=text)) & ISSUER
    if text in deposit.account_sirets:
        assert found == set() if text == deposit.siret else {"SIRET_ERR_ENTITE"}
    else:
        assert found == ({"SIRET_ERR_COMPTE"} if siret_rules.is_valid(text) else {"SIRET_ERR"})


@given(deposit=sound_deposits(), number=st.sampled_from(("85300098200241", "85300098200001")))
def test_akto_issues_nothing(deposit: DepositFacts, number: str) -> None:
    akto = replace(deposit, siret=number, account_sirets=deposit.account_sirets | {number})
    assert "SIRET_ERR" in codes(akto)
    assert "AKTO" in message(akto, "SIRET_ERR")


@given(deposit=sound_deposits(), stranger=companies())
def test_the_siret_is_attached_to_the_account(deposit: DepositFacts, stranger: str) -> None:
    assume(stranger not in deposit.account_sirets)
    assert codes(replace(deposit, siret=stranger)) == {"SIRET_ERR_COMPTE", "EMMET_INC"}


@given(deposit=sound_deposits(), chosen=companies())
def test_another_entity_of_the_account_is_a_warning(deposit: DepositFacts, chosen: str) -> None:
    assume(chosen != deposit.siret)
    assert codes(replace(deposit, entity_siret=chosen)) == {"SIRET_ERR_ENTITE"}


@given(deposit=facts(dossiers=()))
def test_a_dossier_must_be_named(deposit: DepositFacts) -> None:
    assert codes(deposit) == {"REF_CT_ABSENT"}


@given(deposit=sound_deposits())
def test_an_unknown_dossier_is_named_and_nothing_else_is_said_of_it(deposit: DepositFacts) -> None:
    """Were it told apart from a stranger's, anybody could probe numbers for their state, parties and money."""
    number = deposit.dossiers[0].number
    hidden = first_dossier(deposit, known=False, engaged=False, provider_siret="", remaining_ht=Decimal(0))
    absent = replace(deposit, dossiers=(DossierFacts(number=number), *deposit.dossiers[1:]))
    assert codes(hidden) == codes(absent) == {"REF_ERR"}
    assert message(hidden, "REF_ERR") == message(absent, "REF_ERR")
    assert number in message(absent, "REF_ERR")


@given(deposit=sound_deposits())
def test_a_likely_misreading_of_a_dossier_is_proposed(deposit: DepositFacts) -> None:
    misread = replace(deposit, dossiers=(DossierFacts(number="Z310AF000021"),))
    assert "lecture possible : 2310AF000021" in message(misread, "REF_ERR")


@given(deposit=sound_deposits())
def test_a_dossier_is_engaged(deposit: DepositFacts) -> None:
    idle = first_dossier(deposit, engaged=False, state_label="Annulé")
    assert codes(idle) == {"REF_ERR_ETAT"}
    assert f"{deposit.dossiers[0].number} (Annulé)" in message(idle, "REF_ERR_ETAT")


@given(deposit=sound_deposits(), stranger=companies())
def test_the_siret_is_linked_to_every_dossier(deposit: DepositFacts, stranger: str) -> None:
    assume(stranger != deposit.siret)
    role = "provider_siret" if deposit.dossiers[0].subrogation else "employer_siret"
    broken = first_dossier(deposit, **{role: stranger})
    assert codes(broken) == {"EMMET_INC"}
    assert deposit.dossiers[0].number in message(broken, "EMMET_INC")
    assert siret_rules.format(stranger) in message(broken, "EMMET_INC")


@given(deposit=sound_deposits(), nic=made.digits(5))
def test_another_establishment_of_the_same_company_is_told_so(deposit: DepositFacts, nic: str) -> None:
    first = deposit.dossiers[0]
    assert deposit.siret is not None
    assume(deposit.siret[9:] != nic)
    role = "provider_siret" if first.subrogation else "employer_siret"
    moved = first_dossier(deposit, **{role: deposit.siret[:9] + nic})
    assert "autre établissement de la même entreprise" in message(moved, "EMMET_INC")


@given(deposit=sound_deposits(), text=st.text(min_size=1, max_size=13))
def test_a_siret_that_is_none_is_told_once(deposit: DepositFacts, text: str) -> None:
    assert codes(replace(deposit, siret=text)) == {"SIRET_ERR"}


@given(deposit=sound_deposits())
def test_subrogation_decides_which_of_the_two_parties_bills(deposit: DepositFacts) -> None:
    first = deposit.dossiers[0]
    assume(first.employer_siret != first.provider_siret)
    turned = first_dossier(deposit, subrogation=not first.subrogation)
    assert codes(turned) == {"EMMET_INC"}
    payee = "Entreprise" if first.subrogation else "Organisme"
    assert payee in message(turned, "EMMET_INC")


@given(deposit=sound_deposits(), over=st.decimals("0.01", "500.00", places=2))
def test_an_invoice_stays_within_what_remains_engaged(deposit: DepositFacts, over: Decimal) -> None:
    remaining = sum((one.remaining_ht for one in deposit.dossiers), start=Decimal(0))
    document_type = None
    too_much = replace(
        deposit, total_ht=remaining + over, total_tva=None, total_ttc=remaining + over, document_type=document_type
    )
    assert codes(replace(too_much, is_avoir=False)) == {"MONTANTTOTAL_ERR"}
    assert codes(replace(too_much, is_avoir=True)) == set()
    shown = message(replace(too_much, is_avoir=False), "MONTANTTOTAL_ERR")
    assert [number for number in numbers(deposit.dossiers) if number not in shown] == []


@given(deposit=sound_deposits())
def test_each_dossier_bears_no_more_than_what_remains_on_it(deposit: DepositFacts) -> None:
    first, *others = deposit.dossiers
    assert deposit.total_ht is not None
    dossiers = (
        replace(first, amount_ht=deposit.total_ht, remaining_ht=deposit.total_ht - 1),
        *(replace(one, amount_ht=Decimal(0), remaining_ht=deposit.total_ht) for one in others),
    )
    uneven = replace(deposit, dossiers=dossiers, is_avoir=False, document_type=None)
    assert codes(uneven) == {"MONTANTTOTAL_ERR"}
    assert first.number in message(uneven, "MONTANTTOTAL_ERR")
    assert codes(replace(uneven, is_avoir=True)) == set()


@given(deposit=sound_deposits(), wrong=st.decimals("0.01", "500.00", places=2))
def test_the_dossiers_amounts_make_the_total(deposit: DepositFacts, wrong: Decimal) -> None:
    assert deposit.total_ht is not None
    first, *others = deposit.dossiers
    shared = (
        replace(first, amount_ht=deposit.total_ht, remaining_ht=deposit.total_ht * 2 + wrong),
        *(replace(one, amount_ht=Decimal(0)) for one in others),
    )
    assert codes(replace(deposit, dossiers=shared)) == set()
    more = replace(shared[0], amount_ht=deposit.total_ht + wrong)
    assert codes(replace(deposit, dossiers=(more, *shared[1:]))) == {"CALCUL_ERR_DOSSIERS"}


@given(deposit=sound_deposits())
def test_nothing_is_said_of_the_money_of_a_dossier_that_is_not_known(deposit: DepositFacts) -> None:
    hidden = first_dossier(deposit, known=False, remaining_ht=Decimal(-1_000_000))
    assert codes(hidden) == {"REF_ERR"}


@given(deposit=facts(same_number=("FAC2025-02, reçue le 10/02/2025",)))
def test_a_number_is_deposited_once(deposit: DepositFacts) -> None:
    assert codes(deposit) == {"DOUBLON"}
    assert "FAC2025-02, reçue le 10/02/2025" in message(deposit, "DOUBLON")


@given(deposit=facts(same_file=("dépôt du 10/02/2025",)))
def test_the_same_file_is_a_warning(deposit: DepositFacts) -> None:
    assert codes(deposit) == {"DOUBLON_FICHIER"}
    assert "dépôt du 10/02/2025" in message(deposit, "DOUBLON_FICHIER")
