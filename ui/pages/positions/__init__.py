"""The Positions page: five ways to tell a model where a token stands, drawn, taken apart, changed, measured."""
