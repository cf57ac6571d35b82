"""The History page's parts: what each architecture is, its card, and how good our models are."""
