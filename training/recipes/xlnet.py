"""xlnet: every sentence in another random order each time it is read; every token but the first is foretold.

Its token embedding starts as gpt's, so what was looked at in choosing gpt is inherited. It shared two
cores with other work, and its minutes include that.
"""

from headlight.model.architectures.xlnet import XLNetConfig
from headlight.training.recipe import Recipe
from headlight.training.tasks.permutation import Permutation

RECIPE = Recipe(
    name="xlnet",
    architecture="xlnet",
    config=XLNetConfig(
        vocab_size=8192, context=128, d_model=128, n_layers=4, n_heads=4, d_ff=512, dropout=0.1
    ),
    task=Permutation(rows=128, languages=("english", "chinese", "chinese")),
    steps=5_000,
    warmup=200,
    decay=0.8,
    matrix_rate=0.02,
    other_rate=3e-3,
    weight_decay=0.05,
    seed=1,
    embedding_of="gpt",
)
