"""Position encodings drawn: tables, clocks, lines, scores and shifts."""
