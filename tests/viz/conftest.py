"""A reading whose views' tables are tested."""

import pytest

from headlight.model.trace import Trace
from headlight.viz import Selection
from tests.conftest import make_trace


@pytest.fixture(scope="module")
def repeated() -> Trace:
    """A random network's reading of words that repeat."""
    return make_trace(["a", "b", "c", "a", "b"])


@pytest.fixture
def at(repeated: Trace) -> Selection:
    return Selection(repeated.steps[1].site, 2, 3, 1)
