import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.rules import account_checks, bic, iban, rib
from akto_invoice.rules.checks import Outcome
from corpus.generator import manifest
from corpus.generator.ribs import build, facts, samples
from corpus.generator.ribs.facts import ABROAD, FAILED_CHECKS, Flaw, RibTruth, Wish

ROWS = build.read()
COMMITTED = [row for row in ROWS if row.file.startswith("committed/")]
WISHES = st.builds(
    Wish, flaw=st.sampled_from(Flaw), country=st.sampled_from(("FR", *ABROAD)), long=st.booleans()
).filter(lambda wish: wish.country == "FR" or wish.flaw in (Flaw.NONE, Flaw.OTHER_BIC, Flaw.AKTO))


@given(st.integers(0, 10**6), WISHES)
def test_a_rib_contradicts_itself_as_wished_and_no_more(seed: int, wish: Wish) -> None:
    made = facts.draw(seed, wish)
    account = made.account
    national = "".join(account.national) if account.national else None
    failed = {
        check.id
        for check in (
            account_checks.rib_key(national),
            account_checks.bic_matches_bank(account.bic, account.iban),
            account_checks.one_account([account.iban, *([made.other.iban] if made.other else [])]),
            account_checks.holder_is_not_akto(" ".join(account.holder)),
        )
        if check.outcome is Outcome.FAILED
    }
    if not iban.is_valid(account.iban):
        failed.add("iban-check-digits")
    elif account_checks.iban_matches_rib(account.iban, national).outcome is Outcome.FAILED:
        failed.add("iban-matches-rib")
    assert failed == FAILED_CHECKS[wish.flaw]
    assert bic.is_valid(account.bic)


def test_there_are_enough_of_each() -> None:
    texts = [row for row in ROWS if row.source == "text"]
    assert len(texts) >= 60
    assert len({(row.maker, row.template) for row in texts}) >= 12
    assert len({row.maker for row in texts}) >= 5
    for split in ("development", "evaluation"):
        found = {trap for row in texts if row.split == split for trap in row.traps}
        assert found >= {flaw.value for flaw in Flaw if flaw}


def test_no_template_is_in_both_splits() -> None:
    of_split = {split: {row.template for row in ROWS if row.split == split} for split in ("development", "evaluation")}
    assert of_split["development"] & of_split["evaluation"] == set()


def test_committed_files_and_samples_are_those_of_their_rows() -> None:
    problems = manifest.differences(COMMITTED, build.FOLDER)
    assert [text for text in problems if "no row for file: build" not in text] == []
    rows = manifest.read(samples.FOLDER / "manifest.jsonl", RibTruth)
    assert manifest.differences(rows, samples.FOLDER) == []


@pytest.mark.parametrize("file", [file for file, (_, _, severity) in samples.CHOSEN.items() if severity is None])
def test_samples_regenerate_byte_for_byte(file: str) -> None:
    assert samples.make(file).pdf == (samples.FOLDER / file).read_bytes()


@pytest.mark.parametrize("row", COMMITTED, ids=lambda row: row.id)
def test_a_committed_truth_is_what_is_printed(row: manifest.Row) -> None:
    truth = row.truth
    assert isinstance(truth, RibTruth)
    with pymupdf.open(build.FOLDER / row.file) as document:
        text = "".join("".join(page.get_text().split()) for page in document)
    for value in (truth.iban, truth.bic, truth.holder, truth.address, truth.bank_name):
        assert value is not None
        assert "".join(value.replace(",", "").split()) in text.replace(",", "")


def test_every_rib_of_a_sound_account_has_its_key() -> None:
    sound = [row.truth.iban for row in ROWS if not row.traps and row.truth.iban]
    assert all(iban.is_valid(number) and rib.is_valid(number[4:]) for number in sound)
