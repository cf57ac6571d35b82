"""Traces to test with: a tiny random GPT reads hand-made tokens; attentions it does not have are made by hand."""

import gc
import shutil
from collections.abc import Callable, Iterator, Sequence

import pytest
import torch
from hypothesis import HealthCheck, settings

from headlight.model.architectures.gpt import GPT, GPTConfig, PositionName
from headlight.model.attention import Additive, ScaledDotProduct, attend
from headlight.model.masks import Causal, Explicit
from headlight.model.read_off import ReadOff
from headlight.model.recorder import recording
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Prediction, Trace
from headlight.translations import folder

# How long an example takes says more about what else the machine does.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ENGLISH = ["The", "cat", "is", "sit", "ting", "on", "the", "mat", "."]
CHINESE = ["苹果", "从", "树", "上", "掉", "下来", "，", "小明", "把", "它", "捡", "起来", "了", "。"]
MARKUP = ["<b>", "</b>", "<script>", "&lt;", "$x$", "%{z}"]
LABELS = {
    "english": ENGLISH,
    "one_token": ["·cat"],
    "repeated": ["a", "b", "c", "a", "b", "c", "a"],
    "chinese": CHINESE,
    "strange": [*MARKUP, "👩‍👩‍👧", "שלום", "مرحبا", "a\x00b", "\u202eabc", "\ud800", "京 1/3"],
    "long": [f"word{i}" for i in range(128)],
    "wide": ["internationalisation" * 3, "中" * 40, " ", "e\u0301" * 30],
}


def make_tokens(labels: Sequence[str]) -> tuple[Token, ...]:
    """Hand-made tokens; equal labels have equal ids."""
    ids = {label: i for i, label in enumerate(dict.fromkeys(labels))}
    starts = [sum(len(x) for x in labels[:i]) for i in range(len(labels))]
    return tuple(
        Token(ids[x], x, start, start + len(x), x, i)
        for i, (x, start) in enumerate(zip(labels, starts, strict=True))
    )


def make_trace(labels: Sequence[str], positions: PositionName = "rotary") -> Trace:
    """What a random GPT of two layers and three heads records over these tokens."""
    config = GPTConfig(130, 130, d_model=24, n_layers=2, n_heads=3, d_ff=32, positions=positions)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = GPT(config).eval()
        for parameter in model.parameters():
            if parameter.ndim == 2:  # larger weights than a fresh model's, so that attention is far from even
                torch.nn.init.normal_(parameter, std=0.35)
    tokens = make_tokens(labels)
    with torch.no_grad(), recording() as record:
        logits = model(torch.tensor([[token.id for token in tokens]]))
    read_off = ReadOff("decoder", model.read_off)
    prediction = Prediction(logits[0], [f"v{i}" for i in range(130)], read_off=read_off)
    steps, residual = tuple(record.steps), tuple(record.residual)
    return Trace("random", "".join(labels), {"decoder": tokens}, steps, residual, prediction)


def hand_made_step(site: Site, n_query: int, n_key: int, **settings: object) -> AttentionStep:
    """Two heads of random queries, keys and values; settings are score, bias and mask."""
    random = torch.Generator().manual_seed(n_query + n_key)
    query, key, value = (torch.randn(2, n, 8, generator=random) for n in (n_query, n_key, n_key))
    mask = settings.get("mask")
    visible = mask.visible(n_query, n_key)[0] if isinstance(mask, (Causal, Explicit)) else None
    context = attend(query, key, value, mask=visible).context
    return AttentionStep(site, query, key, value, context, **{"score": ScaledDotProduct(), **settings})


def make_cross_trace() -> Trace:
    """An encoder of Chinese, a decoder of English: three kinds of attention, one of them not square."""
    tokens = {
        "encoder": make_tokens(CHINESE),
        "decoder": make_tokens(ENGLISH),
        "written": make_tokens(ENGLISH),
    }
    n, m = len(CHINESE), len(ENGLISH)
    steps = (
        hand_made_step(Site("encoder", "self", 0), n, n),
        hand_made_step(Site("decoder", "self", 0), m, m, mask=Causal()),
        hand_made_step(Site("decoder", "cross", 0), m, n),
    )
    return Trace("hand-made", "…", tokens, steps)


def make_blind_trace() -> Trace:
    """A query stream, the first query of which sees nothing."""
    below = torch.ones(4, 4, dtype=torch.bool).tril(-1)
    step = hand_made_step(Site("decoder", "query_stream", 0), 4, 4, mask=Explicit(below))
    return Trace("hand-made", "abcd", {"decoder": make_tokens("abcd")}, (step,))


def make_additive_trace() -> Trace:
    """Queries and keys of different sizes, compared by Bahdanau's additive score."""
    random = torch.Generator().manual_seed(0)
    query, key, w_q, w_k, v = (
        torch.randn(shape, generator=random) for shape in ((1, 3, 6), (1, 3, 4), (5, 6), (5, 4), (5,))
    )
    score = Additive(w_q, w_k, v)
    context = attend(query, key, key, score).context
    step = AttentionStep(Site("decoder", "self", 0), query, key, key, context, score)
    return Trace("hand-made", "abc", {"decoder": make_tokens("abc")}, (step,))


TRACES: dict[str, Callable[[], Trace]] = {
    **{name: (lambda labels=labels: make_trace(labels)) for name, labels in LABELS.items()},
    "alibi": lambda: make_trace(ENGLISH, "alibi"),
    "learned": lambda: make_trace(ENGLISH, "learned"),
    "cross": make_cross_trace,
    "blind": make_blind_trace,
    "additive": make_additive_trace,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests first, file by file: the longest files stand at the beginning, and none is left for the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_collection_finish() -> None:
    """What is imported stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def traces() -> dict[str, Trace]:
    """Every kind of trace by its name."""
    return {name: make() for name, make in TRACES.items()}


@pytest.fixture(scope="session")
def trace(traces: dict[str, Trace]) -> Trace:
    """Nine English tokens."""
    return traces["english"]


@pytest.fixture(params=TRACES)
def any_trace(request: pytest.FixtureRequest, traces: dict[str, Trace]) -> Trace:
    """Each kind of trace in turn: one token, repeats, Chinese, hostile labels, cross-attention, blind rows …"""
    return traces[request.param]


@pytest.fixture(scope="session")
def read() -> Callable[..., Trace]:
    """Reads other labels: `read(labels, positions="rotary")`."""
    return make_trace


@pytest.fixture
def add_messages(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str], None]]:
    """Writes messages into the file of a language, or a new one, for the length of a test."""
    place = tmp_path_factory.mktemp("translations")
    cached = folder.languages, folder.catalogue
    for file in folder.FOLDER.glob("*.ftl"):
        shutil.copy(file, place)
    monkeypatch.setattr(folder, "FOLDER", place)

    def add(language: str, messages: str) -> None:
        with (place / f"{language}.ftl").open("a", encoding="utf-8") as file:
            file.write(messages)
        for function in cached:
            function.cache_clear()

    yield add
    for function in cached:
        function.cache_clear()
