"""How every figure looks: themes, colour scales, words, tokens as labels."""
