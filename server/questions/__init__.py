"""From what an address says to what the engine is asked: options of every kind of model, orders, changes."""
