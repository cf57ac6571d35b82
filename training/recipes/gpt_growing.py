"""gpt-growing: two layers whose checkpoints are kept, to watch attention being learned."""

from model.architectures.gpt import GPTConfig
from training.recipe import Recipe
from training.tasks.causal import CausalText

RECIPE = Recipe(
    name="gpt-growing",
    architecture="gpt",
    config=GPTConfig(
        vocab_size=8192, context=128, d_model=64, n_layers=2, n_heads=4, d_ff=128, positions="rotary"
    ),
    task=CausalText(
        rows=16, languages=("english", "chinese", "chinese"), repeats=1 / 4, random_repeats=1 / 8
    ),
    steps=5_000,
    warmup=100,
    decay=0.5,
    matrix_rate=0.02,
    other_rate=4e-3,
    weight_decay=0.05,
    seed=1,
)
