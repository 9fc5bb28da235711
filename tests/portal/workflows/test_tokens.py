"""Tokens are made with no more than their user has, kept as digests, and end."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone

from akto_invoice.portal.errors import NotAllowed, NotVisible, TokenRefused
from akto_invoice.portal.models import ApiToken, AuditEvent
from akto_invoice.portal.workflows.tokens.make import MAX_TOKENS, Grant, make_token
from akto_invoice.portal.workflows.tokens.revoke import revoke_token
from akto_invoice.portal.workflows.tokens.use import user_of_token
from tests.portal.world import World

ALIZE = Grant("52481845700029", deposit=True)


def test_a_token_is_told_once_and_opens_its_user(world: World, mailoutbox: list[EmailMessage]) -> None:
    token, secret = make_token(world.owner, "Compta", 30, [ALIZE])
    user = user_of_token(secret)
    assert (user, user and user.token) == (world.owner, token)
    assert secret.startswith(token.prefix)
    assert secret not in {str(value) for row in ApiToken.objects.values() for value in row.values()}
    assert [(mail.to, "Compta" in str(mail.body)) for mail in mailoutbox] == [([world.owner.email], True)]
    event = AuditEvent.objects.get(action="token.made")
    assert event.detail == {"prefix": token.prefix, "entities": ["52481845700029"]}


def test_a_token_of_another_length_or_end_opens_nothing(world: World) -> None:
    _, secret = make_token(world.owner, "Compta", 30, [ALIZE])
    for wrong in ("", secret[:-1], secret + "a", secret[:-1] + "é", secret.upper(), secret[:13]):
        assert user_of_token(wrong) is None


def test_a_token_expires(world: World) -> None:
    token, secret = make_token(world.owner, "Compta", 1, [ALIZE])
    past = timezone.now() - timedelta(days=1)
    ApiToken.objects.filter(pk=token.pk).update(made_at=past - timedelta(days=1), expires_at=past)
    assert user_of_token(secret) is None


def test_a_token_is_revoked_by_its_user_alone(world: World) -> None:
    token, secret = make_token(world.owner, "Compta", 30, [ALIZE])
    with pytest.raises(NotVisible):
        revoke_token(world.colleague, token.pk)
    assert user_of_token(secret) is not None
    revoke_token(world.owner, token.pk)
    first = revoke_token(world.owner, token.pk).revoked_at
    assert user_of_token(secret) is None
    assert revoke_token(world.owner, token.pk).revoked_at == first
    assert AuditEvent.objects.filter(action="token.revoked").count() == 1


def test_its_last_use_is_noted_to_the_minute(world: World) -> None:
    token, secret = make_token(world.owner, "Compta", 30, [ALIZE])
    user_of_token(secret)
    token.refresh_from_db()
    first = token.last_used_at
    user_of_token(secret)
    token.refresh_from_db()
    assert first is not None
    assert token.last_used_at == first
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=first - timedelta(minutes=2))
    user_of_token(secret)
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert token.last_used_at >= first


@pytest.mark.parametrize(
    ("name", "days", "grants", "error"),
    [
        ("", 30, [ALIZE], TokenRefused),
        (" ", 30, [ALIZE], TokenRefused),
        ("x" * 61, 30, [ALIZE], TokenRefused),
        ("Compta", 0, [ALIZE], TokenRefused),
        ("Compta", 367, [ALIZE], TokenRefused),
        ("Compta", 30, [], TokenRefused),
        ("Compta", 30, [ALIZE, Grant("52481845700029")], TokenRefused),
        ("Compta", 30, [Grant("44306184100047")], NotVisible),
        ("Compta", 30, [Grant("")], NotVisible),
    ],
)
def test_what_no_token_can_be(name: str, days: int, grants: list[Grant], error: type[Exception], world: World) -> None:
    with pytest.raises(error):
        make_token(world.owner, name, days, grants)
    assert ApiToken.objects.get() == world.token


def test_nobody_gives_rights_that_they_do_not_have(world: World) -> None:
    for grant in (ALIZE, Grant("52481845700029", bank_details=True)):
        with pytest.raises(NotAllowed, match="vous-même"):
            make_token(world.colleague, "Compta", 30, [grant])
    make_token(world.colleague, "Compta", 30, [Grant("52481845700029")])


def test_agents_have_none(world: World) -> None:
    with pytest.raises(NotAllowed, match="agent"):
        make_token(world.agent, "Compta", 30, [ALIZE])


def test_there_is_an_end_to_tokens(world: World) -> None:
    for number in range(MAX_TOKENS - 1):
        make_token(world.owner, f"Compta {number}", 30, [ALIZE])
    with pytest.raises(TokenRefused, match="révoquez"):
        make_token(world.owner, "De trop", 30, [ALIZE])
    revoke_token(world.owner, world.token.pk)
    make_token(world.owner, "De nouveau", 30, [ALIZE])


def test_commands_make_and_revoke(world: World) -> None:
    out = StringIO()
    call_command("make_token", "Olivia.Martin@alize.example", "Compta", deposit=["52481845700029"], stdout=out)
    secret = out.getvalue().strip()
    user = user_of_token(secret)
    assert user is not None
    assert [grant.can_deposit for grant in (user.token or world.token).grants.all()] == [True]
    call_command("revoke_token", secret[:13], stdout=out)
    assert user_of_token(secret) is None
    with pytest.raises(CommandError, match="13 premiers"):
        call_command("revoke_token", "akto_inconnu")
    with pytest.raises(CommandError, match="Aucun compte"):
        call_command("make_token", "personne@alize.example", "Compta")
    with pytest.raises(CommandError, match="au moins une entité"):
        call_command("make_token", world.owner.email, "Compta")
