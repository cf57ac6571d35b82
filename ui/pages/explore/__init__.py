"""The Explore page: type a sentence, see every head, read the numbers behind any cell."""
