"""Our BERT is BERT: the same weights give transformers' logits, both heads', and transformers' attention."""

import pytest
import torch
from transformers import BertConfig as TheirConfig
from transformers import BertForPreTraining

from headlight.model.architectures.bert import Bert, BertConfig
from headlight.model.recorder import recording

SIZES = {
    "vocab_size": 50,
    "context": 32,
    "d_model": 32,
    "n_layers": 2,
    "n_heads": 4,
    "d_ff": 48,
    "dropout": 0.0,
}
PARTS = ("weight", "bias")


@pytest.fixture
def bert() -> Bert:
    """A small BERT with weights large enough to attend unevenly."""
    network = Bert(BertConfig(**SIZES)).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.3)
    return network


def with_the_same_weights(bert: Bert) -> BertForPreTraining:
    """Hugging Face's BERT, which keeps its norms' ε at 1e-12 where PyTorch has 1e-5."""
    c = bert.config
    config = TheirConfig(
        vocab_size=c.vocab_size,
        max_position_embeddings=c.context,
        hidden_size=c.d_model,
        num_hidden_layers=c.n_layers,
        num_attention_heads=c.n_heads,
        intermediate_size=c.d_ff,
        layer_norm_eps=1e-5,
        attn_implementation="eager",
    )
    theirs = BertForPreTraining(config).eval()
    ours = bert.state_dict()
    weights = {
        "bert.embeddings.word_embeddings.weight": ours["embedding.weight"],
        "bert.embeddings.position_embeddings.weight": ours["positions.table"],
        "bert.embeddings.token_type_embeddings.weight": ours["segments.weight"],
        "cls.predictions.decoder.weight": ours["embedding.weight"],
        "cls.predictions.decoder.bias": ours["bias"],
        "cls.predictions.bias": ours["bias"],
    }
    names = {
        "bert.embeddings.LayerNorm": "norm",
        "bert.pooler.dense": "pool.0",
        "cls.predictions.transform.dense": "transform.0",
        "cls.predictions.transform.LayerNorm": "transform.2",
        "cls.seq_relationship": "follows",
    }
    for layer in range(c.n_layers):
        block, other = f"blocks.{layer}", f"bert.encoder.layer.{layer}"
        names |= {
            **{f"{other}.attention.self.{n}": f"{block}.attention.{n}" for n in ("query", "key", "value")},
            f"{other}.attention.output.dense": f"{block}.attention.output",
            f"{other}.attention.output.LayerNorm": f"{block}.attention_norm",
            f"{other}.intermediate.dense": f"{block}.feed_forward.widen",
            f"{other}.output.dense": f"{block}.feed_forward.narrow",
            f"{other}.output.LayerNorm": f"{block}.feed_forward_norm",
        }
    weights |= {f"{name}.{part}": ours[f"{mine}.{part}"] for name, mine in names.items() for part in PARTS}
    missing, unexpected = theirs.load_state_dict(weights, strict=False)
    assert not unexpected
    assert all("position_ids" in name or "token_type_ids" in name for name in missing)
    return theirs


@torch.inference_mode()
def test_both_its_heads_answer_as_bert_s(bert: Bert) -> None:
    theirs = with_the_same_weights(bert)
    tokens = torch.randint(50, (3, 12))
    segments = (torch.arange(12) >= 7).long().expand(3, -1)
    real = torch.arange(12) < torch.tensor([[12], [9], [4]])
    logits, follows = bert(tokens, segments, real)
    answer = theirs(tokens, attention_mask=real.long(), token_type_ids=segments)
    torch.testing.assert_close(logits[real], answer.prediction_logits[real], atol=1e-4, rtol=0)
    torch.testing.assert_close(follows, answer.seq_relationship_logits, atol=1e-5, rtol=0)


@torch.inference_mode()
def test_its_recorded_weights_are_bert_s(bert: Bert) -> None:
    theirs = with_the_same_weights(bert)
    tokens, segments = torch.randint(50, (1, 9)), torch.zeros(1, 9, dtype=torch.long)
    with recording() as record:
        bert(tokens, segments)
    attentions = theirs(tokens, token_type_ids=segments, output_attentions=True).attentions
    for step, weights in zip(record.steps, attentions, strict=True):
        torch.testing.assert_close(torch.from_numpy(step.weights().copy()), weights[0], atol=1e-5, rtol=0)


def test_every_token_sees_every_other(bert: Bert) -> None:
    """A change at either end reaches every position: it reads both sides at once."""
    tokens, segments = torch.randint(1, 50, (1, 8)), torch.zeros(1, 8, dtype=torch.long)
    with torch.inference_mode():
        before = bert.hidden(tokens, segments)
        for place in (0, 7):
            changed = tokens.clone()
            changed[0, place] = 0
            assert ((bert.hidden(changed, segments) - before).abs().amax(-1) > 1e-4).all()


def test_a_text_longer_than_the_context_is_refused(bert: Bert) -> None:
    with pytest.raises(ValueError, match="at most 32 tokens, got 33"):
        bert(torch.zeros(1, 33, dtype=torch.long), torch.zeros(1, 33, dtype=torch.long))
