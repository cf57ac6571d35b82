"""The command `headlight`: open the page. What follows it goes to Streamlit: `headlight --server.port 8600`."""

import sys
from pathlib import Path

import headlight


def main() -> None:
    """Run the page until it is stopped, with the settings beside it."""
    from streamlit.web.cli import (
        main as streamlit,  # takes a second that `import headlight.__main__` need not
    )

    sys.argv = ["streamlit", "run", str(page()), *sys.argv[1:]]
    streamlit(prog_name="headlight")


def page() -> Path:
    """The page's script: below headlight/ in a wheel, beside it in a checkout."""
    return next(file for place in headlight.__path__ if (file := Path(place, "app.py")).is_file())


if __name__ == "__main__":
    main()
