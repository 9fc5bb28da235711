"""What a user has to send and to validate, and a deposit beside its page."""

import pytest

from akto_invoice.portal.errors import NotVisible
from akto_invoice.portal.models import DepositState as State
from akto_invoice.portal.models import Dossier, DossierState, Membership
from akto_invoice.portal.workflows.deposit.correct import correct
from akto_invoice.portal.workflows.deposit.dossiers import find_dossiers
from akto_invoice.portal.workflows.deposit.entities import depositing_entities
from akto_invoice.portal.workflows.deposit.overview import awaiting, drafts, remaining
from akto_invoice.portal.workflows.deposit.view import view_deposit
from tests.portal.deposits import make_deposit, read_field, reading_of
from tests.portal.world import World, make_dossier


def test_entities_are_those_with_the_right_to_deposit(world: World) -> None:
    assert list(depositing_entities(world.owner)) == [world.training, world.interim]
    assert not depositing_entities(world.colleague).exists()
    Membership.objects.create(user=world.agent, entity=world.training, can_deposit=True)
    assert not depositing_entities(world.agent).exists()


def test_drafts_are_the_user_s_own_and_what_is_sent_is_everyone_s(world: World) -> None:
    Membership.objects.filter(user=world.colleague, entity=world.training).update(can_deposit=True)
    mine = make_deposit(world, State.BROUILLON)
    theirs = make_deposit(world, State.BROUILLON, user=world.colleague)
    sent = make_deposit(world, State.EN_ANALYSE, user=world.colleague)
    make_deposit(world, State.A_VALIDER, entity=world.interim)
    assert list(drafts(world.owner, world.training.siret)) == [mine]
    assert list(drafts(world.colleague, world.training.siret)) == [theirs]
    assert list(awaiting(world.owner, world.training.siret)) == [sent]


def test_what_awaits_is_shown_thirty_at_a_time_with_the_total(world: World) -> None:
    for state in (State.BROUILLON, State.VALIDE, State.EN_ANALYSE, State.ILLISIBLE):
        make_deposit(world, state)
    for _ in range(30):
        make_deposit(world)
    first = awaiting(world.owner, world.training.siret)
    assert (len(first), first.paginator.count, remaining(world.owner, world.training.siret)) == (30, 32, 32)
    assert len(awaiting(world.owner, world.training.siret, 2)) == 2
    assert awaiting(world.owner, world.training.siret, "nonsense").number == 1


@pytest.mark.parametrize("person", ["colleague", "outsider", "agent"])
def test_lists_of_an_entity_that_one_may_not_deposit_for(person: str, world: World) -> None:
    for ask in (drafts, awaiting, remaining):
        with pytest.raises(NotVisible):
            ask(getattr(world, person), world.training.siret)
    with pytest.raises(NotVisible):
        find_dossiers(getattr(world, person), world.training.siret, "")


def test_confidence_is_told_in_words(world: World) -> None:
    reading = reading_of(world, total_tva="")
    reading["fields"]["total_ht"] = read_field("1000.00", confidence=0.95, accepted=False)
    reading["fields"]["total_ttc"] = read_field("1200.00", confidence=0.4, accepted=False)
    view = view_deposit(world.owner, make_deposit(world, reading=reading).pk)
    words = {name: proposal.words for name, proposal in view.proposals.items()}
    assert words == {
        "number": "sûr", "issued_on": "sûr", "total_ht": "à vérifier", "total_ttc": "peu sûr", "siret": "sûr",
    }  # fmt: skip
    assert view.proposals["siret"].bbox == [10.0, 20.0, 60.0, 30.0]
    assert [page.words for page in view.pages] == [[["AKTO", 10, 20, 60, 30]]]
    assert view.may_correct


def test_dossiers_are_named_and_one_that_is_not_the_account_s_is_not(world: World) -> None:
    foreign = make_dossier("2401AF000077", employer=world.elsewhere, provider=world.elsewhere)
    deposit = make_deposit(world)
    correct(world.owner, deposit.pk, {"dossiers": [world.dossier.number, foreign.number]}, revision=0)
    known, unknown = view_deposit(world.owner, deposit.pk).dossiers
    assert (known.known, known.title, known.state, known.trainee) == (
        True,
        world.dossier.title,
        "Engagé",
        world.dossier.trainee,
    )
    assert known.proposal is not None
    assert (unknown.known, unknown.title, unknown.state, unknown.trainee, unknown.proposal) == (
        False,
        "",
        "",
        "",
        None,
    )
    assert unknown.amount_ht == 0


def test_what_remains_on_a_dossier_that_is_not_the_account_s_shows_nowhere(world: World) -> None:
    foreign = make_dossier("2401AF000077", employer=world.elsewhere, provider=world.elsewhere)
    missing = make_deposit(world, dossiers=[world.dossier.key, "2401AF000078"])
    hidden = make_deposit(world, dossiers=[world.dossier.key, foreign.key])
    amounts = [[line.amount_ht for line in view_deposit(world.owner, one.pk).dossiers] for one in (missing, hidden)]
    assert amounts[0] == amounts[1]


def test_a_dossier_that_was_read_and_removed_can_come_back(world: World) -> None:
    deposit = make_deposit(world)
    correct(world.owner, deposit.pk, {"dossiers": []}, revision=0)
    assert [one.value for one in view_deposit(world.owner, deposit.pk).more_dossiers] == [world.dossier.key]


def test_what_stands_against_it_is_said_as_it_is_today(world: World) -> None:
    Dossier.objects.filter(pk=world.dossier.pk).update(state=DossierState.TRANSMIS)
    deposit = make_deposit(world)
    assert [one.code for one in view_deposit(world.owner, deposit.pk).findings] == ["REF_ERR_ETAT"]
    Dossier.objects.filter(pk=world.dossier.pk).update(state=DossierState.ENGAGE)
    assert view_deposit(world.owner, deposit.pk).findings == ()


def test_before_the_analysis_there_is_nothing_to_propose(world: World) -> None:
    view = view_deposit(world.owner, make_deposit(world, State.EN_ANALYSE).pk)
    assert (view.proposals, view.dossiers, view.findings, view.may_correct) == ({}, [], (), False)


@pytest.mark.parametrize("q", ["", "2310 af-0000", "hygiène", "Inès"])
def test_engaged_dossiers_are_found_by_number_title_or_trainee(q: str, world: World) -> None:
    make_dossier("2401AF000077", employer=world.elsewhere, provider=world.elsewhere)
    other = make_dossier("2310AF000099", employer=world.elsewhere, provider=world.training)
    Dossier.objects.filter(pk=other.pk).update(state=DossierState.SOLDE)
    assert find_dossiers(world.owner, world.training.siret, q) == [world.dossier]


def test_a_search_that_is_all_punctuation_finds_nothing(world: World) -> None:
    assert find_dossiers(world.owner, world.training.siret, "%%") == []
