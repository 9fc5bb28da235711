"""What every attack may ask for."""

import pytest

from tests.portal.api.programs import Program
from tests.portal.world import World


@pytest.fixture
def program(world: World) -> Program:
    """The owner's."""
    return Program(world.secret)
