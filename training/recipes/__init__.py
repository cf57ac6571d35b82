"""How each shipped model was made: its sizes, its data, its learning rates. One file a model."""
