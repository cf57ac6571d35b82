"""Changing attention and seeing what happens: the changes in force, how they are made, and what they do.

notation     changes as they stand in links          standing     which are in force, and on what
wording      changes in the visitor's language       panel        what the page shows of all this
"""
