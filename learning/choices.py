"""What a person chooses before a network learns, within bounds that keep it small and short."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from headlight.learning.tasks import TASKS, Task
from headlight.model.architectures.gpt import GPTConfig, PositionName

Switch = Literal["scale", "heads", "residual", "layer_norm", "positions", "mask"]
"""What can be changed in one thing, to be compared."""

HEADS = (1, 2, 4, 8)
WIDTHS = (16, 32, 64)
LAYERS = (1, 2, 3)
STEPS = (300, 600, 1_000, 2_000, 4_000)
LARGEST_SEED = 999_999


@dataclass(frozen=True)
class Choices:
    """One run.

    Attributes:
        task: of `learning.tasks.TASKS`.
        n_layers, n_heads, d_model: sizes. Heads share d_model, so that their number changes no parameter count.
        scale: whether q·k is divided by √d_head.
        residual: whether a sublayer's output is added to the stream, or takes its place.
        layer_norm: whether there is a norm before each sublayer and at the end.
        positions: how the network is told where a token stands.
        mask: whether a token may look at itself and earlier ones only.
        steps: of training.
        seed: of weights and batches.
        text: what the task "text" learns; it is no part of a file.

    Raises:
        ValueError: for a choice that is not offered.
    """

    task: str = "copy"
    n_layers: int = 2
    n_heads: int = 4
    d_model: int = 32
    scale: bool = True
    residual: bool = True
    layer_norm: bool = True
    positions: PositionName = "sinusoidal"
    mask: bool = True
    steps: int = 1_000
    seed: int = 0
    text: str = ""

    def __post_init__(self) -> None:
        offered: dict[str, Any] = {
            "task": tuple(TASKS),
            "n_layers": LAYERS,
            "n_heads": HEADS,
            "d_model": WIDTHS,
            "positions": get_args(PositionName),
            "steps": STEPS,
            "seed": range(LARGEST_SEED + 1),
            **dict.fromkeys(("scale", "residual", "layer_norm", "mask"), (False, True)),
        }
        for name, among in offered.items():
            value = getattr(self, name)
            if type(value) is not type(among[0]) or value not in among:
                raise ValueError(f"expected {name} of {among}, got {value!r}")
        if not isinstance(self.text, str):
            raise ValueError(f"expected a text, got {type(self.text).__name__}")

    def make_task(self) -> Task:
        """The task, with the person's text in it; ValueError for a text that nothing can be learned from."""
        return TASKS[self.task](self.text)

    def sizes(self, vocab_size: int, context: int) -> GPTConfig:
        """The network's sizes."""
        return GPTConfig(
            vocab_size,
            context,
            self.d_model,
            self.n_layers,
            self.n_heads,
            d_ff=2 * self.d_model,
            positions=self.positions,
        )

    def changed(self, switch: Switch) -> "Choices":
        """The same but for one thing: what is there is left out, one head becomes four, several become one."""
        match switch:
            case "heads":
                return replace(self, n_heads=4 if self.n_heads == 1 else 1)
            case "positions":
                return replace(self, positions="sinusoidal" if self.positions == "none" else "none")
            case _:
                turned: dict[str, Any] = {switch: not getattr(self, switch)}
                return replace(self, **turned)

    def described(self) -> dict[str, Any]:
        """All of it as plain values, but the text."""
        return {name: value for name, value in asdict(self).items() if name != "text"}
