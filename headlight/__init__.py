"""Headlight: see what a Transformer's attention looks at, and check every number of it.

In a checkout the packages stand beside this folder, where a reader of the tree finds them: `headlight.model` is
`model/`. In an installed wheel they lie below it, and nothing is added.
"""

from pathlib import Path

__version__ = "0.1.0"

_ROOT = Path(__file__).parent.parent

if (_ROOT / "model" / "trace.py").is_file() and not (_ROOT / "headlight" / "model").is_dir():
    __path__.append(str(_ROOT))
