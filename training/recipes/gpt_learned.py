"""gpt-learned: a smaller sibling of gpt that learns a vector per position, as GPT-2 does, to have one to look at.

Mix and schedule are gpt's, hence chosen with the same looks at the held-out text. The run was paused more than once;
its minutes include the pauses. Overall it is worse than the trigram: it is here for its position table, not to predict.
"""

from dataclasses import replace

from model.architectures.gpt import GPTConfig
from training.recipes import gpt

RECIPE = replace(
    gpt.RECIPE,
    name="gpt-learned",
    config=GPTConfig(
        vocab_size=8192, context=128, d_model=64, n_layers=3, n_heads=4, d_ff=256, positions="learned"
    ),
    task=replace(gpt.RECIPE.task, rows=16),
    steps=3_000,
)
