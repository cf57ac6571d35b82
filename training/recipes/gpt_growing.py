"""gpt-growing: two layers, recorded at twenty steps while they learned, to watch attention become what it is.

Half of its rows repeat a span, of text or of random tokens, so that an induction head forms early, and within a few
steps. The steps that are kept double at first; they lie closer where a first, shorter run had shown that to happen.
"""

from headlight.model.architectures.gpt import GPTConfig
from headlight.training.recipe import Recipe
from headlight.training.tasks.causal import CausalText

RECIPE = Recipe(
    name="gpt-growing",
    architecture="gpt",
    config=GPTConfig(
        vocab_size=8192, context=128, d_model=64, n_layers=2, n_heads=4, d_ff=128, positions="rotary"
    ),
    task=CausalText(
        rows=16, languages=("english", "chinese", "chinese"), repeats=1 / 4, random_repeats=1 / 4
    ),
    steps=3_000,
    warmup=100,
    decay=0.5,
    matrix_rate=0.02,
    other_rate=4e-3,
    weight_decay=0.05,
    seed=1,
    kept=(0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 768, 896, 1024, 1088, 1152, 1280, 1536, 2048, 3000),
)
