"""What a model's attention is worth on hand-made sentences: `alignment` of translations, `pronouns` and their nouns.

Each module has `measure(model) -> dict`. The sentences lie in training/probes/, with the guidelines they were made by.
"""
