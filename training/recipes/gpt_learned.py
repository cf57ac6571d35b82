"""gpt-learned: a smaller sibling that learns a vector per position, as GPT-2 does, to have one to look at."""

from model.gpt import GPTConfig
from training.recipe import Recipe

RECIPE = Recipe(
    name="gpt-learned",
    config=GPTConfig(
        vocab_size=8192, context=128, d_model=64, n_layers=3, n_heads=4, d_ff=256, positions="learned"
    ),
    steps=4_000,
    rows=16,
    warmup=100,
    decay=0.4,
    matrix_rate=0.02,
    other_rate=4e-3,
    weight_decay=0.05,
    languages=("english", "chinese", "chinese"),  # there is five times as much English
    repeats=1 / 8,
    random_repeats=1 / 32,
    seed=1,
)
