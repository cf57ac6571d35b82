"""seq2seq: no attention, one context vector; as many pairs as its successors, so that they can be compared.

It shared two cores with other work, and its minutes include that.
"""

from headlight.model.recurrent import RecurrentConfig
from headlight.training.recipe import Recipe
from headlight.training.tasks.translation import Translation

RECIPE = Recipe(
    name="seq2seq",
    architecture="seq2seq",
    config=RecurrentConfig(vocab_size=8192, context=128, d_model=128, d_hidden=256, dropout=0.2),
    task=Translation(rows=128, smoothing=0.1),
    steps=5_000,  # almost six times through the pairs, in both directions
    warmup=200,
    decay=0.7,
    matrix_rate=0.0,  # no Transformer blocks
    other_rate=3e-3,
    weight_decay=0.0,
    seed=1,
)
