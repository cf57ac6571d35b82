"""What a click sends: the bytes of the server's answer to another head and to another cell, element by element.

    python -m benchmarks.clicks

Speaks Streamlit's protocol, as a browser does that keeps what it may be referred to. `workbench` is all that the
workbench's components are sent; `numbers` the weights among it, four bytes each. Prints a Markdown table.
"""

import asyncio
from collections import Counter
from typing import NamedTuple

from benchmarks.page import server
from benchmarks.session import visiting

NINE = "The cat sat on the mat."
LONG = " ".join(["The old man and the sea were waiting for the boat that never came back"] * 22)
TEXTS = {9: NINE, 256: LONG}
COMPONENTS = "headlight_"


class Click(NamedTuple):
    """One answer: what was clicked, bytes by kind of element, bytes of weights in the chosen head's map."""

    name: str
    sizes: Counter[str]
    numbers: int

    @property
    def workbench(self) -> int:
        """Bytes that the workbench's components were sent."""
        return sum(size for name, size in self.sizes.items() if name.startswith(COMPONENTS))


async def clicks(url: str, text: str, tokens: int) -> list[Click]:
    """Another head of the text, another cell, and another head again."""
    async with visiting(url, text=text, lang="en") as session:
        await session.type()
        numbers = 4 * tokens**2
        return [
            Click("head", await session.click(head=3), numbers),
            Click("cell", await session.click(key=0), 0),
            Click("head", await session.click(head=1), numbers),
        ]


def main() -> None:
    """Measure and print the table."""
    print("| tokens | click | all | workbench | numbers | largest of the rest |\n|---|---|---|---|---|---|")
    with server() as (url, _):
        for tokens, text in TEXTS.items():
            for click in asyncio.run(clicks(url, text, tokens)):
                rest = Counter({n: s for n, s in click.sizes.items() if not n.startswith(COMPONENTS)})
                largest = ", ".join(f"{name} {size:,}" for name, size in rest.most_common(4))
                row = tokens, click.name, click.sizes.total(), click.workbench, click.numbers
                print(
                    "|",
                    " | ".join(f"{cell:,}" if isinstance(cell, int) else cell for cell in row),
                    "|",
                    largest,
                    "|",
                )


if __name__ == "__main__":
    main()
