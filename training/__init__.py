"""Recipes that made the shipped weights: corpora, tokenizer, training runs and their evaluation."""
