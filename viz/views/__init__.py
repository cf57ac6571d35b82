"""One file, one view. `viz.registry.discover` finds them."""
