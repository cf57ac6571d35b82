"""Changing attention and seeing what happens: the changes in force, how they are made, and what they do.

state        which are in force, and on what         panel        what the page shows of all this
description  changes in the visitor's language       form         how one is made
"""
