"""Opening a Hugging Face model: from its files to a reader, of safetensors only and without running code of theirs."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import torch

from headlight.model.device import best_device
from headlight.model.huggingface.decoder import HubCausal
from headlight.model.huggingface.encoder import HubEncoder, HubMasked, HubPair
from headlight.model.huggingface.library import transformers
from headlight.model.huggingface.network import HubNetwork
from headlight.model.huggingface.reader import HubReader
from headlight.model.huggingface.refusal import Refused
from headlight.model.huggingface.sources import largest, longest, source
from headlight.model.huggingface.tokens import HubTokenizer
from headlight.model.huggingface.translator import HubTranslator

LARGEST_HEADER = 1 << 26
"""Bytes of names at most: whoever wrote a file may have lied about them."""
OPENED_AS: dict[type[HubReader], str] = {
    HubTranslator: "AutoModelForSeq2SeqLM",
    HubCausal: "AutoModelForCausalLM",
    HubMasked: "AutoModelForMaskedLM",
    HubPair: "AutoModelForNextSentencePrediction",
    HubEncoder: "AutoModel",
}
"""The class of transformers that each way of reading needs."""
ASKS = "cls.seq_relationship.weight"
"""In whose file that is, the model was also asked whether a text follows: published BERTs do not tell otherwise."""


def load(name: str, device: torch.device | None = None) -> HubReader:
    """A model by its name, `hf:` in front, read into float32 on the best device there is.

    Nothing is downloaded here: `model.huggingface.download` does that, where the operator allows it.

    Raises:
        Refused: a ValueError that says why the model cannot be had.
    """
    transformers()
    found = source(name)
    if not found.here:
        raise Refused("not_here", name)
    return opened(name, found.folder, device or best_device())


def opened(name: str, folder: Path, device: torch.device) -> HubReader:
    """The model in a folder of transformers' layout; Refused for one that is not to be opened here."""
    library = transformers()
    check(folder)
    kind = reading(json.loads((folder / "config.json").read_text(encoding="utf-8")))
    opened_as = "AutoModelForPreTraining" if kind is HubMasked and has(folder, ASKS) else OPENED_AS[kind]
    trusting = {"local_files_only": True, "trust_remote_code": False}
    try:
        inner = getattr(library, opened_as).from_pretrained(
            folder, use_safetensors=True, dtype=torch.float32, attn_implementation="eager", **trusting
        )
        tokenizer = library.AutoTokenizer.from_pretrained(folder, **trusting)
    except (ValueError, OSError, KeyError, ImportError, RuntimeError, TypeError) as fault:
        raise Refused("unsupported", first_line(fault)) from fault
    files = list(folder.glob("*.safetensors"))
    return ready(name, kind, inner, tokenizer, device, files[0] if len(files) == 1 else None)


def ready(
    name: str,
    kind: type[HubReader],
    inner: Any,
    tokenizer: Any,
    device: torch.device,
    weights: Path | None = None,
) -> HubReader:
    """A reader of transformers' model and tokenizer."""
    most = longest(device)
    context = min(most, int(getattr(tokenizer, "model_max_length", most) or most))
    network = HubNetwork(inner.to(device), context)
    ours: Any = HubTokenizer(tokenizer, network.config.vocab_size)
    return kind(name, network.config.kind, network, ours, device, weights)


def reading(config: dict[str, Any]) -> type[HubReader]:
    """How a model reads, by what its configuration says it was saved as."""
    saved = (config.get("architectures") or [""])[0]
    if config.get("is_encoder_decoder") or saved.endswith(("ForConditionalGeneration", "MTModel")):
        return HubTranslator
    if saved.endswith("ForCausalLM") or saved in ("GPT2LMHeadModel", "OpenAIGPTLMHeadModel"):
        return HubCausal
    if saved.endswith("ForNextSentencePrediction"):
        return HubPair
    return HubMasked if saved.endswith("ForMaskedLM") or saved == "BertForPreTraining" else HubEncoder


def has(folder: Path, weight: str) -> bool:
    """Whether one of the files of weights in a folder has a weight of that name; of what is no such file, no."""
    return any(weight in names(path) for path in folder.glob("*.safetensors"))


def names(path: Path) -> frozenset[str]:
    """The names of the weights in a file of safetensors: eight bytes say how long the JSON behind them is."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        try:
            return frozenset(json.loads(file.read(min(length, LARGEST_HEADER))))
        except (ValueError, TypeError):
            return frozenset()


def check(folder: Path) -> None:
    """Refused for weights that are pickled, too large, quantized, or in need of code of their own."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = list(folder.glob("*.safetensors"))
    if not weights:
        raise Refused("no_safetensors", folder.name)
    if (size := sum(path.stat().st_size for path in weights)) > largest():
        raise Refused("too_large", f"{size / 1e6:.0f} MB > {largest() / 1e6:.0f} MB")
    if "quantization_config" in config:
        raise Refused("unsupported", "quantization_config")
    if "auto_map" in config and config.get("model_type") not in known_kinds():
        raise Refused("remote_code", str(config.get("model_type")))


@cache
def known_kinds() -> frozenset[str]:
    """The architectures that transformers brings itself."""
    return frozenset(transformers().models.auto.configuration_auto.CONFIG_MAPPING.keys())


def first_line(fault: Exception) -> str:
    """The beginning of what a library said."""
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0][:300]
