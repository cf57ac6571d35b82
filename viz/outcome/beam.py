"""How a beam search went: what was kept at each step, and what each of it went on from.

Steps go down, the best to the left. Every line is a token more; the winner's lines are thick.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from headlight.analysis.scores import storable
from headlight.model.outcomes import Hypothesis, Translation
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.ticks import label, short_label
from headlight.viz.style.words import Phrase

TITLE = Phrase("How the beam went", "束搜索的过程")
NOTE = Phrase(
    "a line = a token more<br>thick = the translation shown · ring = finished",
    "一条线 = 多写一个词元<br>粗线 = 所显示的译文 · 圆环 = 已写完",
)
RANK = Phrase("place among those kept", "在保留的候选中的次序")
STEP = Phrase("step", "步")
ROW, AROUND = 34, 150  # pixels: a step's height, and what is around them all
COLUMNS = 9  # widest label of a token


@dataclass(frozen=True)
class Node:
    """A hypothesis kept after a step. `parent`: its place among those kept one step before; None for the first step."""

    step: int
    rank: int
    parent: int | None
    hypothesis: Hypothesis
    winning: bool

    @property
    def token(self) -> str:
        """The token written last."""
        tokens = self.hypothesis.tokens
        return "<eos>" if self.hypothesis.finished or not tokens else tokens[-1].label


def nodes(translation: Translation) -> tuple[Node, ...]:
    """Every hypothesis kept after every step, each with the one it went on from."""
    winner = translation.hypotheses[0]
    found: list[Node] = []
    before: list[tuple[int, ...] | None] = []
    for step, kept in enumerate(translation.beams, start=1):
        for rank, hypothesis in enumerate(kept):
            ids = written(hypothesis)
            stem = ids if hypothesis.finished else ids[:-1]
            parent = before.index(stem) if stem in before else None
            found.append(Node(step, rank, parent, hypothesis, leads_to(hypothesis, winner)))
        before = [None if hypothesis.finished else written(hypothesis) for hypothesis in kept]
    return tuple(found)


def written(hypothesis: Hypothesis) -> tuple[int, ...]:
    """The ids of its tokens."""
    return tuple(token.id for token in hypothesis.tokens)


def leads_to(hypothesis: Hypothesis, winner: Hypothesis) -> bool:
    """Whether the winner is this hypothesis, or begins as it does."""
    ids, goal = written(hypothesis), written(winner)
    return (ids == goal and winner.finished) if hypothesis.finished else ids == goal[: len(ids)]


def beam_tree(translation: Translation, look: Look = DEFAULT_LOOK) -> Drawing:
    """The steps of a beam search as a tree.

    Raises:
        ValueError: for a translation that no beam search found.
    """
    if not translation.beams:
        raise ValueError("expected the steps of a beam search, got a translation without any")
    words, kept = look.words, nodes(translation)
    width = max(len(step) for step in translation.beams)
    figure = chart(TITLE.of(words), NOTE.of(words), (RANK.of(words), STEP.of(words)), look)
    for winning in (False, True):
        branch = [node for node in kept if node.winning == winning]
        figure.add_scatter(**edges(branch, look, winning))
        figure.add_scatter(**points(branch, look, winning))
    figure.update_xaxes(
        range=[-0.3, width - 0.1], tickvals=list(range(width)), ticktext=list(range(1, width + 1))
    )
    figure.update_yaxes(
        showgrid=False,
        zeroline=False,
        range=[len(translation.beams) + 0.5, -0.3],
        dtick=max(1, len(translation.beams) // 16),
    )
    size = look.theme.size
    figure.update_layout(
        height=AROUND + ROW * (len(translation.beams) + 1),
        showlegend=False,
        title={"pad": {"b": 4.6 * size}},
        margin={"t": 7.2 * size},
    )
    return Drawing(figure, pd.DataFrame([row(node) for node in kept]))


def row(node: Node) -> dict[str, object]:
    """A hypothesis in the table; rank and parent_rank from 1, as on the axis."""
    return {
        "step": node.step,
        "rank": node.rank + 1,
        "parent_rank": None if node.parent is None else node.parent + 1,
        "token": storable(node.token),
        "text": storable(node.hypothesis.text),
        "log_probability": node.hypothesis.log_probability,
        "finished": node.hypothesis.finished,
        "winning": node.winning,
    }


def edges(branch: Sequence[Node], look: Look, winning: bool) -> dict[str, object]:
    """Lines from every parent to its child; the first step's come from one root."""
    x: list[float | None] = []
    y: list[float | None] = []
    for node in branch:
        if node.parent is not None or node.step == 1:
            x += [node.parent or 0, node.rank, None]
            y += [node.step - 1, node.step, None]
    colour, width = (look.theme.accent, 3) if winning else (look.theme.hatch, 1.5)
    return {"x": x, "y": y, "mode": "lines", "line": {"color": colour, "width": width}, "hoverinfo": "skip"}


def points(branch: Sequence[Node], look: Look, winning: bool) -> dict[str, object]:
    """A mark with its token for each hypothesis; hover gives all of it, and ln p."""
    theme = look.theme
    colour = theme.accent if winning else theme.muted
    return {
        "x": [node.rank for node in branch],
        "y": [node.step for node in branch],
        "mode": "markers+text",
        "text": list(names(branch, winning)),
        "textposition": "middle right",
        "textfont": {"color": theme.text if winning else theme.muted, "size": theme.size - 1},
        "marker": {
            "size": 9,
            "color": colour,
            "symbol": ["circle-open" if node.hypothesis.finished else "circle" for node in branch],
            "line": {"width": 2, "color": colour},
        },
        "hovertext": [
            f"{label(n.hypothesis.text)}<br>ln p {n.hypothesis.log_probability:.3f}" for n in branch
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def names(branch: Sequence[Node], winning: bool) -> Iterable[str]:
    """Each node's token, the winner's in bold."""
    for node in branch:
        name = short_label(node.token, COLUMNS)
        yield f" <b>{name}</b>" if winning else f" {name}"
