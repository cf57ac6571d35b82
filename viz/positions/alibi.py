"""ALiBi in its own form: a straight line per head, the steeper the more the head keeps to what is near.

Nothing is added to a token; each score loses slope × distance (Press et al. 2021, arXiv:2108.12409).
"""

from headlight.analysis.positions import alibi_bias
from headlight.viz.drawing import Drawing
from headlight.viz.positions.tables import matrix_table
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.scales import graded


def alibi_lines(n: int, n_heads: int, look: Look = DEFAULT_LOOK) -> Drawing:
    """What each head adds to the score of a key 0 … n − 1 tokens away, a line per head."""
    words = look.words
    figure = chart(words.alibi_title, words.alibi_note, (words.distance, words.added_to_score), look)
    lines = alibi_bias(n, n_heads)
    for head, colour in enumerate(reversed(graded(look.theme.sequential, n_heads))):
        figure.add_scatter(
            y=lines[head],
            name=f"{words.alibi_head} {head}",
            mode="lines",
            line={"width": 2, "color": colour},
            hovertemplate=f"{words.distance} <b>%{{x}}</b>  <b>%{{y:.4f}}</b>",
        )
    return Drawing(figure.update_layout(showlegend=True), matrix_table(lines, "head", "distance", "bias"))
