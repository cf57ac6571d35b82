"""Changing attention and seeing what happens: how a change is made (form), and what it does; panel shows all this.

Which changes are in force is `ui.parts.changes`' affair: other pages read under them too.
"""
