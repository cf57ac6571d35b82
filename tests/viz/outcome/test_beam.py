"""The tree of a beam search made by hand: who goes on from whom, and which way the winner came."""

import pytest

from headlight.model.outcomes import Hypothesis, Translation
from headlight.model.tokens import Token
from headlight.viz.outcome.beam import beam_tree, nodes


def written(text: str, finished: bool = False) -> Hypothesis:
    """A letter is a token."""
    tokens = tuple(Token(ord(c), c, i, i + 1, c, i) for i, c in enumerate(text))
    return Hypothesis(text, tokens, -float(len(text) + finished), -1.0, finished)


#   a ─ ab ─ ab.      b ─ ba ─ bab        (a dot: finished)
BEAMS = (
    (written("a"), written("b")),
    (written("ab"), written("ba"), written("a", finished=True)),
    (written("ab", finished=True), written("bab")),
)
TRANSLATION = Translation("en", (written("ab", finished=True), written("a", finished=True)), BEAMS)


def test_every_hypothesis_knows_what_it_goes_on_from():
    found = {(n.step, n.hypothesis.text, n.hypothesis.finished): n.parent for n in nodes(TRANSLATION)}
    assert found == {
        (1, "a", False): None,
        (1, "b", False): None,
        (2, "ab", False): 0,
        (2, "ba", False): 1,
        (2, "a", True): 0,
        (3, "ab", True): 0,
        (3, "bab", False): 1,
    }


def test_the_winners_way_is_its_own_beginnings():
    winning = [(n.step, n.hypothesis.text, n.hypothesis.finished) for n in nodes(TRANSLATION) if n.winning]
    assert winning == [(1, "a", False), (2, "ab", False), (3, "ab", True)]


def test_the_figure_has_a_mark_for_each_and_a_line_to_each():
    figure = beam_tree(TRANSLATION).figure
    marks = [trace for trace in figure.data if "markers" in trace.mode]
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert sum(len(trace.x) for trace in marks) == 7
    assert sum(len(trace.x) for trace in lines) == 3 * 7  # from, to, gap
    assert [trace.line.width for trace in lines] == sorted(
        trace.line.width for trace in lines
    )  # the winner's on top
    assert list(marks[1].text) == [" <b>a</b>", " <b>b</b>", " <b>&lt;eos&gt;</b>"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_what_was_written_is_never_markup():
    beams = ((Hypothesis("<i>x</i>", (Token(1, "<i>", 0, 3, "<i>x</i>", 0),), -1.0, -1.0, False),),)
    figure = beam_tree(Translation("en", beams[0], beams)).figure
    drawn = [text for trace in figure.data if trace.text is not None for text in trace.text]
    assert not any("<i>" in text for text in drawn)
    assert not any("<i>" in text for trace in figure.data for text in (trace.hovertext or ()))


def test_a_translation_without_a_beam_is_refused():
    with pytest.raises(ValueError, match="beam search"):
        beam_tree(Translation("en", (written("a"),)))
