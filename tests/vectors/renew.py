"""Write the examples anew: python -m tests.vectors.renew"""

import json
from pathlib import Path

from tests.vectors.rules import RULES

FOLDER = Path(__file__).parent

if __name__ == "__main__":
    for name, rule in RULES.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(rule()) + "\n", encoding="utf-8")
