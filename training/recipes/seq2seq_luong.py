"""seq2seq-luong: multiplicative attention ("general") and input feeding; everything else as seq2seq has it.

It shared two cores with other work, and its minutes include that.
"""

from dataclasses import replace

from headlight.model.architectures.luong import LuongConfig
from headlight.training.recipes import seq2seq

RECIPE = replace(
    seq2seq.RECIPE,
    name="seq2seq-luong",
    architecture="luong",
    config=LuongConfig(vocab_size=8192, context=128, d_model=128, d_hidden=256, dropout=0.2),
)
