"""gpt-rotary: turns its queries and keys. It is one of five models that differ in nothing but their positions.

The others are gpt-sinusoidal, gpt-learned, gpt-alibi and gpt-none. All five start from the same seed and read the same
rows of 64 tokens in the same order, half of them windows of books, half packed sentences; they could read 512. What
their losses do from the 65th token on was not looked at before the runs were done. Too small and too briefly trained to
predict well: they are here to be compared.
"""

from headlight.model.architectures.gpt import GPTConfig
from headlight.training.recipe import Recipe
from headlight.training.tasks.short_rows import ShortRows

RECIPE = Recipe(
    name="gpt-rotary",
    architecture="gpt",
    config=GPTConfig(
        vocab_size=8192, context=512, d_model=64, n_layers=3, n_heads=4, d_ff=256, positions="rotary"
    ),
    task=ShortRows(
        length=64,
        windows=16,
        sentences=16,
        languages=("english", "chinese", "chinese"),  # there is five times as much English
        repeats=1 / 8,
        random_repeats=1 / 32,
    ),
    steps=3_000,
    warmup=100,
    decay=0.5,
    matrix_rate=0.02,
    other_rate=4e-3,
    weight_decay=0.05,
    seed=1,
)
