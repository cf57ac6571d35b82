"""A network goes into a file and comes back the same; a file that was made up or changed is refused."""

import json

import pytest
import torch
from safetensors.torch import load, save

from headlight.learning import store as shelf
from headlight.learning.choices import Choices
from headlight.learning.file import ENTRY, LARGEST, from_bytes, header, to_bytes
from headlight.learning.run import Run
from headlight.learning.vocabulary import Vocabulary
from headlight.model.options import Continue

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def run() -> Run:
    run = Run(Choices("copy", n_layers=1, n_heads=1, d_model=16, steps=300), CPU)
    for _ in range(3):
        run.advance()
    return run


@pytest.fixture(scope="module")
def file(run) -> bytes:
    return to_bytes(run.learned())


def changed(file: bytes, **described) -> bytes:
    """The file with something else in its description."""
    told = json.loads(header(file)[ENTRY]) | described
    return save(load(file), {ENTRY: json.dumps(told)})


def test_what_comes_back_is_what_went_in(run, file):
    back = from_bytes(file)
    assert back.choices == run.choices
    assert back.moments == run.moments
    assert back.symbols == run.task.symbols
    for name, weights in run.network.state_dict().items():
        torch.testing.assert_close(back.state[name], weights, rtol=0, atol=0)
    assert to_bytes(back) == file


def test_the_text_that_was_learned_is_not_in_the_file():
    secret = "my secret diary of that summer, with all its weather. " * 6
    run = Run(Choices("text", n_layers=1, n_heads=1, d_model=16, steps=300, text=secret), CPU)
    run.advance()
    assert b"secret" not in to_bytes(run.learned())


def hostile(file: bytes) -> dict[str, bytes]:
    state, described = load(file), header(file)
    weights = next(iter(state))
    choices = json.loads(described[ENTRY])["choices"]
    deep = json.dumps({"x": 0})[:-2] + "[" * 100_000
    moment = json.loads(described[ENTRY])["moments"][0]
    return {
        "empty": b"",
        "not safetensors": b"PK\x03\x04" * 100,
        "a pickle": b"\x80\x04\x95" + bytes(200),
        "cut": file[:-5],
        "huge": bytes(LARGEST + 1),
        "a header without an end": (2**62).to_bytes(8, "little") + file[8:],
        "no description": save(state),
        "a description that is no object": save(state, {ENTRY: "[]"}),
        "a description that is too deep": save(state, {ENTRY: deep}),
        "other weights": save({**state, weights: torch.zeros(3)}, described),
        "a weight missing": save({k: v for k, v in state.items() if k != weights}, described),
        "a weight too many": save({**state, "more": torch.zeros(1)}, described),
        "half precision": save({k: v.half() for k, v in state.items()}, described),
        "no number": save({**state, weights: state[weights] * float("nan")}, described),
        "another format": changed(file, format=2),
        "unknown choices": changed(file, choices=choices | {"cmd": "rm"}),
        "choices out of bounds": changed(file, choices=choices | {"d_model": 10**9}),
        "choices of another kind": changed(file, choices=choices | {"n_layers": [1]}),
        "a text": changed(file, choices=choices | {"text": "x"}),
        "a context out of bounds": changed(file, context=10**9),
        "symbols twice": changed(file, symbols=["a"] * 17),
        "symbols that are numbers": changed(file, symbols=list(range(17))),
        "special symbols": changed(file, symbols=["<bos>", *"abcdefghijklmnop"]),
        "moments that are none": changed(file, moments=[{"step": 0}]),
        "moments without an end": changed(file, moments=[moment | {"seconds": 10**400}]),
        "no moments": changed(file, moments=[]),
    }


def refusal(file: bytes) -> str:
    """Why a file is refused; nothing if it is taken."""
    try:
        from_bytes(file)
    except ValueError as why:
        return str(why)
    return ""


def test_a_file_that_was_made_up_is_refused_in_words(file):
    assert refusal(file) == ""
    taken = [name for name, made_up in hostile(file).items() if not refusal(made_up)]
    assert taken == []


def test_a_kept_network_reads_as_the_run_did(run):
    name = shelf.keep(run.learned())
    assert name == shelf.keep(from_bytes(to_bytes(run.learned())))
    assert shelf.is_kept(name)
    trace = shelf.load(name, CPU).trace("abcdefgh|abcdefgh")
    with torch.no_grad():
        expected = run.network(torch.tensor([[token.id for token in trace.tokens["decoder"]]]))
    torch.testing.assert_close(trace.prediction.logits, expected[0])
    assert [token.label for token in trace.tokens["decoder"][:3]] == ["<bos>", "a", "b"]
    with pytest.raises(ValueError, match="expected the name"):
        shelf.load("learned:0", CPU)


def test_a_kept_network_writes_on_by_itself(run):
    reader = shelf.load(shelf.keep(run.learned()), CPU)
    trace = reader.trace("abcdefgh|", Continue(4))
    ids = [token.id for token in trace.tokens["decoder"]]
    for place in range(9, len(ids) - 1):
        with torch.no_grad():
            logits = run.network(torch.tensor([ids[: place + 1]]))[0, -1]
        logits[[0, *range(2, 8)]] = float("-inf")
        assert ids[place + 1] == int(logits.argmax())


@pytest.mark.parametrize("text", ["", "Ab z", "<b>&", "京都\x00\u202e", "a" * 500])
def test_anything_can_be_typed_to_a_kept_network(run, text):
    trace = shelf.load(shelf.keep(run.learned()), CPU).trace(text)
    assert trace.tokens["decoder"][0].label == "<bos>"
    assert len(trace.tokens["decoder"]) <= 18


def test_a_vocabulary_cuts_words_letters_and_characters():
    def cut(symbols, text):
        return [token.label for token in Vocabulary(symbols).encode(text, 100).tokens[1:]]

    assert cut(["a", "saw", "cat", "|", "猫", "看见了"], "A cat saw|猫看见了 zebra") == [
        *("A", "cat", "saw", "|", "猫", "看见了", "<mask>")
    ]
    assert cut(list("ab|"), "A b|c") == ["A", "b", "|", "<mask>"]
    assert cut(list("aA \n"), "aA\nb ") == ["a", "A", "↵", "<mask>", "·"]
