"""Headlight beside BertViz and CircuitsVis, on one model and the same texts; `python -m benchmarks.peers`."""
