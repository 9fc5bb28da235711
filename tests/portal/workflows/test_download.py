"""Who may take which file."""

import pytest

from akto_invoice.portal.errors import NotAllowed, NotVisible
from akto_invoice.portal.models import PieceNature, PieceVersion
from akto_invoice.portal.workflows.download import download_version
from tests.portal.world import World

pytestmark = pytest.mark.django_db


def version_of(world: World, nature: PieceNature) -> PieceVersion:
    world.piece.nature = nature
    world.piece.save()
    version = world.piece.versions.first()
    assert version is not None
    return version


def test_a_rib_is_for_those_who_see_bank_details(world: World) -> None:
    version = version_of(world, PieceNature.RIB)
    for user in (world.owner, world.agent):
        assert download_version(user, world.invoice.pk, version.pk)[1] == version.name
    with pytest.raises(NotAllowed, match="RIB"):
        download_version(world.colleague, world.invoice.pk, version.pk)
    with pytest.raises(NotVisible):
        download_version(world.outsider, world.invoice.pk, version.pk)


def test_other_papers_are_for_all_who_see_the_invoice(world: World) -> None:
    version = version_of(world, PieceNature.CERTIFICAT)
    assert download_version(world.colleague, world.invoice.pk, version.pk)[1] == version.name
