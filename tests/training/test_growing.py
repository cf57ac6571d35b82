"""A grown network computes what the smaller one did."""

from dataclasses import replace

import pytest
import torch

from headlight.model.architectures.bert import Bert, BertConfig
from headlight.model.architectures.gpt import GPT, GPTConfig
from headlight.training.growing import grow

SMALL = GPTConfig(vocab_size=60, context=16, d_model=16, n_layers=2, n_heads=2, d_ff=32)
MASKED = BertConfig(vocab_size=60, context=16, d_model=16, n_layers=2, n_heads=2, d_ff=32, dropout=0.0)
TOKENS = torch.randint(0, 60, (3, 12), generator=torch.Generator().manual_seed(1))


def stirred(network: torch.nn.Module) -> torch.nn.Module:
    """The network with weights as large as trained ones."""
    torch.manual_seed(2)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    return network.eval()


def test_a_wider_and_deeper_gpt_gives_the_same_logits():
    small = stirred(GPT(SMALL))
    large = GPT(replace(SMALL, d_model=24, n_layers=3, n_heads=3, d_ff=48)).eval()
    grow(large, small.state_dict())
    assert torch.allclose(large(TOKENS), small(TOKENS), atol=0.02)
    assert large(TOKENS).std() > 0.1


def test_a_grown_bert_guesses_nearly_the_same():
    small = stirred(Bert(MASKED))
    large = Bert(replace(MASKED, d_model=24, n_layers=3, n_heads=3, d_ff=48)).eval()
    grow(large, small.state_dict())
    ours, theirs = (n(TOKENS, torch.zeros_like(TOKENS))[0].flatten() for n in (large, small))
    assert torch.corrcoef(torch.stack([ours, theirs]))[0, 1] > 0.9


def test_new_heads_learn():
    small = stirred(GPT(SMALL))
    large = GPT(replace(SMALL, d_model=24, n_heads=3, d_ff=48))
    grow(large, small.state_dict())
    large(TOKENS).square().mean().backward()
    written = large.blocks[0].attention.output.weight.grad
    assert written is not None
    assert written[:, 16:].abs().max() > 0


def test_a_smaller_network_has_no_place():
    with pytest.raises(ValueError, match="expected a network with a place for"):
        grow(GPT(replace(SMALL, d_model=8)), GPT(SMALL).state_dict())
