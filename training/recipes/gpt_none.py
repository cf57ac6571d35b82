"""gpt-none: is told nothing of positions; its causal mask alone lets it tell them.

All else is gpt-rotary's, whose recipe says what the five are for.
"""

from dataclasses import replace

from headlight.training.recipes import gpt_rotary

RECIPE = replace(
    gpt_rotary.RECIPE, name="gpt-none", config=replace(gpt_rotary.RECIPE.config, positions="none")
)
