"""gpt-alibi: takes off each score what distance costs.

All else is gpt-rotary's, whose recipe says what the five are for.
"""

from dataclasses import replace

from headlight.training.recipes import gpt_rotary

RECIPE = replace(
    gpt_rotary.RECIPE, name="gpt-alibi", config=replace(gpt_rotary.RECIPE.config, positions="alibi")
)
