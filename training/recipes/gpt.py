"""gpt: the bilingual causal model, sized for what two CPU cores can train well in an hour and a half.

Not blind to the held-out text: none of it was trained on, but its perplexity was looked at four times. After a short
first run, since thrown away, it decided that Chinese is read twice as often; during this one it decided when the
learning rates began to fall and how long the run was. There is no third split, so the held-out figures may flatter it.
"""

from headlight.model.architectures.gpt import GPTConfig
from headlight.training.recipe import Recipe
from headlight.training.tasks.causal import CausalText

RECIPE = Recipe(
    name="gpt",
    architecture="gpt",
    config=GPTConfig(
        vocab_size=8192, context=256, d_model=128, n_layers=6, n_heads=4, d_ff=512, positions="rotary"
    ),
    task=CausalText(
        rows=8,
        languages=("english", "chinese", "chinese"),  # there is five times as much English
        repeats=1 / 8,
        random_repeats=1 / 32,
    ),
    steps=13_500,
    warmup=100,
    decay=0.555,
    matrix_rate=0.02,
    other_rate=4e-3,
    weight_decay=0.05,
    seed=1,
)
