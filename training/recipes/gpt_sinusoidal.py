"""gpt-sinusoidal: adds the waves of "Attention is all you need" to its embeddings.

All else is gpt-rotary's, whose recipe says what the five are for.
"""

from dataclasses import replace

from headlight.training.recipes import gpt_rotary

RECIPE = replace(
    gpt_rotary.RECIPE, name="gpt-sinusoidal", config=replace(gpt_rotary.RECIPE.config, positions="sinusoidal")
)
