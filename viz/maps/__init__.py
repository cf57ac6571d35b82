"""Maps: one head, all heads, numbers with named rows and columns."""
