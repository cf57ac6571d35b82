"""gpt-learned: adds a vector per position, learnt as GPT-2's are; those beyond the 64th stay as random as they were.

All else is gpt-rotary's, whose recipe says what the five are for.
"""

from dataclasses import replace

from headlight.training.recipes import gpt_rotary

RECIPE = replace(
    gpt_rotary.RECIPE, name="gpt-learned", config=replace(gpt_rotary.RECIPE.config, positions="learned")
)
