"""seq2seq-bahdanau: a bidirectional encoder and additive attention; everything else as seq2seq has it."""

from dataclasses import replace

from training.recipes import seq2seq

RECIPE = replace(seq2seq.RECIPE, name="seq2seq-bahdanau", architecture="bahdanau")
