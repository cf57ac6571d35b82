"""Our Transformer is the paper's: the same weights give torch.nn's numbers, and those of transformers' Marian."""

import math
from collections.abc import Mapping
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from transformers import MarianConfig, MarianMTModel

from headlight.model.architectures.transformer import Transformer, TransformerConfig
from headlight.model.interventions import CutEdge, Intervention, ZeroAblation
from headlight.model.recorder import recording
from headlight.model.site import Site

SIZES = {"vocab_size": 40, "context": 24, "d_model": 32, "n_layers": 2, "n_heads": 4, "d_ff": 48}
SHAPES = [
    {},
    {"d_model": 24, "n_heads": 3, "n_layers": 1},
    {"d_model": 16, "n_heads": 1, "n_layers": 3, "d_ff": 70, "vocab_size": 11},
]
LENGTHS = (9, 14, 1)
M = 11


def make(**sizes: int) -> Transformer:
    """A small Transformer with weights large enough to attend unevenly."""
    network = Transformer(TransformerConfig(**{**SIZES, **sizes})).eval()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.25 + name.endswith("norm.weight"))
    return network


def batch(network: Transformer) -> tuple[Tensor, Tensor, Tensor]:
    """Sources of three lengths [3, 14], targets [3, M], and where the sources are no padding."""
    vocabulary = network.config.vocab_size
    real = torch.arange(max(LENGTHS)) < torch.tensor(LENGTHS)[:, None]
    source = torch.randint(vocabulary, real.shape).where(real, 0)
    return source, torch.randint(vocabulary, (len(LENGTHS), M)), real


def one_text(network: Transformer) -> tuple[Tensor, Tensor]:
    """A source [1, 9] and a target [1, M]."""
    source, target, _ = batch(network)
    return source[:1, : LENGTHS[0]], target[:1]


def positions(n: int, d_model: int) -> Tensor:
    """Section 3.5, number by number: [n, d_model]."""
    waves = (math.sin, math.cos)
    rows = [[waves[i % 2](p / 10_000 ** (i // 2 * 2 / d_model)) for i in range(d_model)] for p in range(n)]
    return torch.tensor(rows)


def torch_twin(network: Transformer) -> nn.Transformer:
    """torch.nn.Transformer with the same weights, without the last norms, which the paper does not have."""
    c = network.config
    layer: dict[str, Any] = {"dropout": 0.0, "batch_first": True}
    encoder = nn.TransformerEncoderLayer(c.d_model, c.n_heads, c.d_ff, **layer)
    decoder = nn.TransformerDecoderLayer(c.d_model, c.n_heads, c.d_ff, **layer)
    theirs = nn.Transformer(
        c.d_model,
        c.n_heads,
        custom_encoder=nn.TransformerEncoder(encoder, c.n_layers, enable_nested_tensor=False),
        custom_decoder=nn.TransformerDecoder(decoder, c.n_layers),
        batch_first=True,
    ).eval()
    ours, weights = network.state_dict(), {}
    for stack in ("encoder", "decoder"):
        for n in range(c.n_layers):
            weights |= torch_layer(ours, f"{stack}_blocks.{n}", f"{stack}.layers.{n}")
    theirs.load_state_dict(weights)
    return theirs


def torch_layer(ours: Mapping[str, Tensor], mine: str, other: str) -> dict[str, Tensor]:
    """One block's weights by torch.nn's names, which keeps Q, K and V in one matrix."""
    attentions = {"attention": "self_attn", "cross_attention": "multihead_attn"}
    norms = ["attention_norm", "cross_attention_norm", "feed_forward_norm"]
    if mine.startswith("encoder"):
        del attentions["cross_attention"], norms[1]
    weights = {}
    for part in ("weight", "bias"):
        for own, name in attentions.items():
            three = [ours[f"{mine}.{own}.{projection}.{part}"] for projection in ("query", "key", "value")]
            weights[f"{other}.{name}.in_proj_{part}"] = torch.cat(three)
            weights[f"{other}.{name}.out_proj.{part}"] = ours[f"{mine}.{own}.output.{part}"]
        for number, norm in enumerate(norms, start=1):
            weights[f"{other}.norm{number}.{part}"] = ours[f"{mine}.{norm}.{part}"]
        weights[f"{other}.linear1.{part}"] = ours[f"{mine}.feed_forward.widen.{part}"]
        weights[f"{other}.linear2.{part}"] = ours[f"{mine}.feed_forward.narrow.{part}"]
    return weights


def embed(network: Transformer, *texts: Tensor) -> list[Tensor]:
    """Section 3.4 and 3.5: ids [batch, n] → what the first layer reads."""
    d_model = network.config.d_model
    return [network.embedding.weight[t] * math.sqrt(d_model) + positions(t.shape[1], d_model) for t in texts]


def future(n: int) -> Tensor:
    """True where torch.nn may not look."""
    return torch.ones(n, n).triu(1).bool()


def torch_logits(network: Transformer, source: Tensor, target: Tensor, real: Tensor | None) -> Tensor:
    """The logits torch.nn comes to."""
    hidden = torch_twin(network)(
        *embed(network, source, target),
        tgt_mask=future(target.shape[1]),
        src_key_padding_mask=None if real is None else ~real,
        memory_key_padding_mask=None if real is None else ~real,
    )
    return hidden @ network.embedding.weight.T


def marian_twin(network: Transformer) -> MarianMTModel:
    """Hugging Face's Marian with the same weights; its table of positions, laid out otherwise, is ours too."""
    c = network.config
    sizes = {
        f"{stack}_{what}": value
        for stack in ("encoder", "decoder")
        for what, value in (("layers", c.n_layers), ("attention_heads", c.n_heads), ("ffn_dim", c.d_ff))
    }
    config = MarianConfig(
        vocab_size=c.vocab_size,
        d_model=c.d_model,
        max_position_embeddings=c.context,
        activation_function="relu",
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        pad_token_id=0,
        eos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=0,
        attn_implementation="eager",
        **sizes,
    )
    theirs = MarianMTModel(config).eval()
    ours, table = network.state_dict(), positions(c.context, c.d_model)
    weights = {f"model.{stack}.embed_positions.weight": table for stack in ("encoder", "decoder")}
    names = ("model.shared", "model.encoder.embed_tokens", "model.decoder.embed_tokens", "lm_head")
    weights |= {f"{name}.weight": ours["embedding.weight"] for name in names}
    weights["final_logits_bias"] = torch.zeros(1, c.vocab_size)
    weights |= {marian_name(name): value for name, value in ours.items() if "_blocks." in name}
    theirs.load_state_dict(weights)
    return theirs


def marian_name(name: str) -> str:
    """Where Marian keeps this weight of ours."""
    stack, rest = name.split("_blocks.")
    number, part, *inner = rest.split(".")
    layers = f"model.{stack}.layers.{number}"
    attentions = {"attention": "self_attn", "cross_attention": "encoder_attn", "feed_forward": "final"}
    if part.endswith("_norm"):
        return ".".join([layers, f"{attentions[part.removesuffix('_norm')]}_layer_norm", *inner])
    if part == "feed_forward":
        return ".".join([layers, {"widen": "fc1", "narrow": "fc2"}[inner[0]], inner[1]])
    projections = {"query": "q_proj", "key": "k_proj", "value": "v_proj", "output": "out_proj"}
    return ".".join([layers, attentions[part], projections[inner[0]], inner[1]])


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
def test_its_logits_are_those_of_torch(sizes: dict[str, int]) -> None:
    network = make(**sizes)
    source, target, real = batch(network)
    ours = network(source, target, real)
    torch.testing.assert_close(ours, torch_logits(network, source, target, real), atol=1e-5, rtol=1e-5)
    source, target = one_text(network)
    expected = torch_logits(network, source, target, None)
    torch.testing.assert_close(network(source, target), expected, atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
def test_its_recorded_weights_are_those_of_torchs_attentions(sizes: dict[str, int]) -> None:
    network = make(**sizes)
    source, target = one_text(network)
    theirs, asked = torch_twin(network), []
    for name, module in theirs.named_modules():
        if isinstance(module, nn.MultiheadAttention):
            module.register_forward_pre_hook(
                lambda module, inputs, settings, name=name: asked.append((name, module, inputs, settings)),
                with_kwargs=True,
            )
    # With gradients: without, torch takes a short cut around the modules.
    theirs(*embed(network, source, target), tgt_mask=future(M))
    with recording() as record:
        network(source, target)
    assert len(record.steps) == 3 * network.config.n_layers
    for step, (name, module, inputs, settings) in zip(record.steps, tuple(asked), strict=True):
        assert str(step.site) == site_of(name)
        wanted = {**settings, "need_weights": True, "average_attn_weights": False}
        _, weights = module.forward(*inputs, **wanted)
        ours = torch.from_numpy(step.weights().copy())
        torch.testing.assert_close(ours, weights[0].detach(), atol=1e-5, rtol=0)
        assert ours.std() > 0.005  # uneven enough for the comparison to mean something
        assert step.verify() < 1e-5


def site_of(name: str) -> str:
    """The site of one of torch's attentions: decoder.layers.1.multihead_attn is decoder.cross.1."""
    stack, _, layer, attention = name.split(".")
    return f"{stack}.{'self' if attention == 'self_attn' else 'cross'}.{layer}"


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
@torch.no_grad()
def test_its_logits_are_those_of_marian(sizes: dict[str, int]) -> None:
    network = make(**sizes)
    source, target, real = batch(network)
    theirs = marian_twin(network)(input_ids=source, attention_mask=real.long(), decoder_input_ids=target)
    torch.testing.assert_close(network(source, target, real), theirs.logits, atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
@torch.no_grad()
def test_its_recorded_weights_are_those_of_marian(sizes: dict[str, int]) -> None:
    network = make(**sizes)
    source, target = one_text(network)
    theirs = marian_twin(network)(input_ids=source, decoder_input_ids=target, output_attentions=True)
    answers = {
        ("encoder", "self"): theirs.encoder_attentions,
        ("decoder", "self"): theirs.decoder_attentions,
        ("decoder", "cross"): theirs.cross_attentions,
    }
    with recording() as record:
        network(source, target)
    for step in record.steps:
        expected = answers[step.site.stack, step.site.kind][step.site.layer][0]
        torch.testing.assert_close(torch.from_numpy(step.weights().copy()), expected, atol=1e-5, rtol=0)


@torch.no_grad()
def test_padding_changes_nothing() -> None:
    network = make()
    source, target, real = batch(network)
    together = network(source, target, real)
    for row, length in enumerate(LENGTHS):
        alone = network(source[row : row + 1, :length], target[row : row + 1])
        torch.testing.assert_close(together[row], alone[0], atol=1e-5, rtol=0)


@torch.no_grad()
def test_a_later_target_token_changes_no_earlier_logit_and_every_source_token_changes_all() -> None:
    network = make()
    source, target = one_text(network)
    before = network(source, target)
    other = target.clone()
    other[0, 6] = (other[0, 6] + 1) % 40
    after = network(source, other)
    torch.testing.assert_close(after[:, :6], before[:, :6], atol=1e-5, rtol=0)
    assert ((after - before)[0, 6:].abs().amax(-1) > 1e-4).all()
    other = source.clone()
    other[0, -1] = (other[0, -1] + 1) % 40
    assert ((network(other, target) - before)[0].abs().amax(-1) > 1e-4).all()


@pytest.mark.parametrize("change", [CutEdge(4, 2), ZeroAblation()], ids=repr)
@torch.no_grad()
def test_a_change_in_the_last_cross_attention_reaches_what_it_should(change: CutEdge | ZeroAblation) -> None:
    network = make()
    source, target = one_text(network)
    plain = network(source, target)
    with recording([Intervention(Site("decoder", "cross", 1), change)]) as record:
        changed = network(source, target)
    reached = (changed - plain)[0].abs().amax(-1) > 1e-4
    cut = isinstance(change, CutEdge)
    assert reached.nonzero()[:, 0].tolist() == ([change.query] if cut else list(range(M)))
    weights = record.steps[-1].weights()
    assert not weights[:, 4, 2].any() if cut else weights[:, 4, 2].all()
    if not cut:
        network.decoder_blocks[1].cross_attention.output.weight.zero_()
        torch.testing.assert_close(changed, network(source, target), atol=1e-5, rtol=0)


@pytest.mark.parametrize(("source", "target"), [(25, 3), (3, 25)])
def test_more_tokens_than_the_context_holds_are_refused(source: int, target: int) -> None:
    texts = (torch.zeros(1, length, dtype=torch.int64) for length in (source, target))
    with pytest.raises(ValueError, match="expected at most 24 tokens, got 25"):
        make()(*texts)


def test_writing_ends_at_the_context() -> None:
    network, token = make(context=3), torch.zeros(1, dtype=torch.int64)
    state = network.begin(torch.zeros(1, 2, dtype=torch.int64))
    for _ in range(3):
        _, state = network.advance(state, token)
    with pytest.raises(ValueError, match="expected at most 3 tokens, got 4"):
        network.advance(state, token)
