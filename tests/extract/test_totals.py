from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.candidate import Candidate
from akto_invoice.extract.candidates.totals import HT, NET, ROLES, TTC, TVA
from akto_invoice.extract.model import Box, Source
from akto_invoice.extract.totals import choose_totals


def one(value: str, score: float = 4.0) -> Candidate:
    return Candidate(value, 1, Box(0, 0, 1, 1), value, Source.TEXT, 1.0, frozenset(), score)


def labelled(value: str, feature: str, score: float) -> Candidate:
    return one(value, score)._replace(features=frozenset({feature}))


def given_candidates(**found: list[Candidate]) -> dict[str, list[Candidate]]:
    return {role: found.get(role, []) for role in ROLES}


def test_a_triple_that_adds_up_beats_better_labels_that_do_not() -> None:
    totals = choose_totals(
        given_candidates(
            total_ht=[one("999.00", 5.0), one("1000.00", 4.0)], total_tva=[one("200.00")], total_ttc=[one("1200.00")]
        ),
        exempt=False,
    )
    assert totals.ht is not None
    assert totals.ht.value == "1000.00"
    assert totals.ht.proofs == {"adds-up", "rate"}


def test_contradictory_totals_come_without_a_proof() -> None:
    totals = choose_totals(given_candidates(total_ht=[one("1000.00")], total_ttc=[one("1777.00")]), exempt=False)
    assert all(choice is None or not choice.proofs for choice in (totals.ht, totals.ttc))


def test_one_amount_of_an_exempt_invoice_is_ttc_and_derived_ht() -> None:
    totals = choose_totals(given_candidates(total_ttc=[one("565.50")]), exempt=True)
    assert totals.ht is not None
    assert totals.tva is not None
    assert totals.ttc is not None
    assert (totals.ht.value, totals.tva.value, totals.ttc.value) == ("565.50", "0.00", "565.50")
    assert (totals.ht.candidate, totals.tva.candidate) == (None, None)
    assert totals.ttc.candidate is not None


def test_rows_of_several_rates_sum_to_the_tva() -> None:
    totals = choose_totals(
        given_candidates(total_ht=[one("1100.00")], total_tva=[one("200.00"), one("5.50")], total_ttc=[one("1305.50")]),
        exempt=False,
    )
    assert totals.tva is not None
    assert (totals.tva.value, totals.tva.candidate) == ("205.50", None)


def test_a_deposit_explains_a_net_payable_below_ttc() -> None:
    totals = choose_totals(
        given_candidates(total_ht=[one("1000.00")], total_tva=[one("200.00")], total_ttc=[one("1200.00")],
                         net_payable=[one("360.00", 3.5), one("840.00", 3.0)], deducted=[one("360.00")]),
        exempt=False,
    )  # fmt: skip
    assert totals.net is not None
    assert (totals.net.value, set(totals.net.proofs)) == ("840.00", {"deduction"})


def test_what_is_left_after_a_deposit_is_no_ttc() -> None:
    totals = choose_totals(
        given_candidates(
            total_ttc=[labelled("840.00", "payable-as-ttc", 2.9), labelled("1200.00", "no-label", 0.8)],
            deducted=[one("360.00", -2.0)],
        ),
        exempt=True,
    )
    assert totals.ttc is not None
    assert totals.ttc.value == "1200.00"


def test_the_ttc_said_again_under_it_in_other_words_is_the_net() -> None:
    total = one("1200.00")
    again = labelled("1200.00", "own-words", 0.5)._replace(box=Box(0, 20, 1, 21))
    unnamed = again._replace(features=again.features | {"no-label"})
    for printed, expected in ((unnamed, "1200.00"), (unnamed._replace(box=total.box), None)):
        net = choose_totals(given_candidates(total_ttc=[total], net_payable=[printed]), exempt=True).net
        assert (net.value if net else None) == expected


amounts = st.lists(
    st.builds(
        lambda cents, score: one(f"{cents // 100}.{cents % 100:02d}", score), st.integers(0, 10**7), st.floats(0, 8)
    ),
    max_size=4,
)


@given(amounts, amounts, amounts, amounts, st.booleans())
def test_only_values_that_were_read_or_follow_from_them(
    ht: list[Candidate], tva: list[Candidate], ttc: list[Candidate], net: list[Candidate], exempt: bool
) -> None:
    totals = choose_totals({HT: ht, TVA: tva, TTC: ttc, NET: net}, exempt=exempt)
    if totals.ht and totals.tva and totals.ttc and {"adds-up", "rate", "rows-sum"} & totals.ttc.proofs:
        total = Decimal(totals.ht.value) + Decimal(totals.tva.value)
        assert abs(total - Decimal(totals.ttc.value)) <= Decimal("0.02")
    for choice, candidates in ((totals.ht, ht), (totals.tva, tva), (totals.ttc, ttc), (totals.net, net)):
        if choice is not None and choice.candidate is not None:
            assert choice.value in [found.value for found in candidates]
