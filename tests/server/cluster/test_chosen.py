"""HEADLIGHT_ENGINE says who computes; unless it is set, this process does."""

import pytest
import torch

from headlight.server.engine.backend import chosen
from headlight.server.engine.transport import Here

CPU = torch.device("cpu")


def test_this_process_computes_unless_told_otherwise(monkeypatch):
    monkeypatch.delenv("HEADLIGHT_ENGINE", raising=False)
    assert isinstance(chosen(CPU), Here)


def test_a_name_without_a_transport_is_refused(monkeypatch):
    monkeypatch.setenv("HEADLIGHT_ENGINE", "abacus")
    with pytest.raises(ValueError, match="expected HEADLIGHT_ENGINE to be here or ray, got 'abacus'"):
        chosen(CPU)
