"""Small random models of every family, with weights large enough that attention is far from even."""

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import tokenizers
import torch
import transformers

from headlight.model.huggingface.decoder import HubCausal
from headlight.model.huggingface.encoder import HubMasked
from headlight.model.huggingface.loading import ready
from headlight.model.huggingface.reader import HubReader
from headlight.model.huggingface.translator import HubTranslator

VOCABULARY = 60
SIZES = {
    "vocab_size": VOCABULARY,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 40,
    "max_position_embeddings": 64,
}
GROUPED = {**SIZES, "num_key_value_heads": 2}
IDS = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
OTHERS = {"cls_token_id": 1, "sep_token_id": 2}
BART = {
    "vocab_size": VOCABULARY,
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 40,
    "decoder_ffn_dim": 40,
    "max_position_embeddings": 64,
    "decoder_start_token_id": 2,
    "forced_eos_token_id": None,
}
LAYERS = {"vocab_size": VOCABULARY, "n_layer": 2, "n_head": 4}
T5 = {"d_model": 32, "d_kv": 8, "d_ff": 40, "num_layers": 2, "num_heads": 4, "decoder_start_token_id": 0}
FAMILIES: dict[str, tuple[str, dict[str, Any]]] = {
    "gpt2": ("GPT2LMHeadModel", {**LAYERS, "n_embd": 32, "n_positions": 64}),
    "bert": ("BertForMaskedLM", SIZES),
    "distilbert": (
        "DistilBertForMaskedLM",
        {"vocab_size": VOCABULARY, "dim": 32, "n_layers": 2, "n_heads": 4, "hidden_dim": 40},
    ),
    "roberta": ("RobertaForMaskedLM", SIZES),
    "electra": ("ElectraForMaskedLM", {**SIZES, "embedding_size": 16}),
    "albert": ("AlbertForMaskedLM", {**SIZES, "embedding_size": 16}),
    "llama": ("LlamaForCausalLM", GROUPED),
    "qwen3": ("Qwen3ForCausalLM", {**GROUPED, "head_dim": 16}),
    "mistral": ("MistralForCausalLM", {**GROUPED, "sliding_window": 4}),
    "gemma3": ("Gemma3ForCausalLM", {**GROUPED, "head_dim": 16, "sliding_window": 4}),
    "phi3": ("Phi3ForCausalLM", GROUPED),
    "gpt_neox": ("GPTNeoXForCausalLM", SIZES),
    "opt": (
        "OPTForCausalLM",
        {
            **{k: v for k, v in SIZES.items() if k != "intermediate_size"},
            "ffn_dim": 40,
            "word_embed_proj_dim": 32,
        },
    ),
    "t5": ("T5ForConditionalGeneration", {"vocab_size": VOCABULARY, **T5}),
    "marian": ("MarianMTModel", BART),
    "bart": ("BartForConditionalGeneration", BART),
    "modernbert": ("ModernBertForMaskedLM", {**SIZES, **OTHERS, "local_attention": 4}),
}
FALLBACKS: dict[str, tuple[str, dict[str, Any]]] = {
    "xlnet": ("XLNetLMHeadModel", {**LAYERS, "d_model": 32, "d_inner": 40}),
    "deberta-v2": (
        "DebertaV2ForMaskedLM",
        {**SIZES, "relative_attention": True, "pos_att_type": ["c2p", "p2c"], "type_vocab_size": 0},
    ),
    "bloom": ("BloomForCausalLM", {**LAYERS, "hidden_size": 32}),
}


@cache
def built(family: str, vocab_size: int = VOCABULARY) -> Any:
    """transformers' own model, untouched, its weights a few times larger than a fresh model's."""
    name, settings = {**FAMILIES, **FALLBACKS}[family]
    config = getattr(transformers, name).config_class(**IDS | settings | {"vocab_size": vocab_size})
    with torch.random.fork_rng():
        torch.manual_seed(1)
        model = getattr(transformers, name)._from_config(config, attn_implementation="eager").eval()
        with torch.no_grad():
            for parameter in model.parameters():
                if parameter.ndim == 2:
                    torch.nn.init.normal_(parameter, std=0.5)
    return model


TEXTS = ["The cat sat on the mat. Café 苹果从树上掉下来 naïve", "the dog sat on the café mat"] * 5
SPECIAL = ["<pad>", "<s>", "</s>", "<unk>", "<mask>"]


@cache
def byte_level() -> Any:
    """A byte-level BPE like GPT-2's: it adds no special tokens."""
    inner = tokenizers.Tokenizer(tokenizers.models.BPE())
    inner.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = tokenizers.decoders.ByteLevel()
    inner.post_processor = tokenizers.processors.ByteLevel(trim_offsets=True)
    alphabet = tokenizers.pre_tokenizers.ByteLevel.alphabet()
    inner.train_from_iterator(
        TEXTS,
        tokenizers.trainers.BpeTrainer(vocab_size=330, initial_alphabet=alphabet, special_tokens=SPECIAL),
    )
    return fast(inner)


@cache
def sentence_piece() -> Any:
    """A SentencePiece-like BPE with byte fallback, `</s>` behind each text, as T5's."""
    bytes_ = [f"<0x{i:02X}>" for i in range(256)]
    inner = tokenizers.Tokenizer(tokenizers.models.BPE(byte_fallback=True, unk_token="<unk>"))
    inner.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    inner.decoder = tokenizers.decoders.Sequence(
        [tokenizers.decoders.ByteFallback(), tokenizers.decoders.Metaspace()]
    )
    trainer = tokenizers.trainers.BpeTrainer(vocab_size=360, special_tokens=SPECIAL + bytes_)
    inner.train_from_iterator(TEXTS, trainer)
    inner.post_processor = tokenizers.processors.TemplateProcessing(
        single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 2)]
    )
    return fast(inner)


@cache
def word_piece() -> Any:
    """An uncased WordPiece with `<s>` and `</s>` around each text, and segments, as BERT's."""
    inner = tokenizers.Tokenizer(tokenizers.models.WordPiece(unk_token="<unk>"))
    inner.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    inner.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    inner.decoder = tokenizers.decoders.WordPiece()
    inner.train_from_iterator(
        TEXTS, tokenizers.trainers.WordPieceTrainer(vocab_size=90, special_tokens=SPECIAL)
    )
    inner.post_processor = tokenizers.processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> $B:1 </s>:1",
        special_tokens=[("<s>", 1), ("</s>", 2)],
    )
    return fast(inner)


def fast(inner: tokenizers.Tokenizer) -> Any:
    names = {"pad_token": "<pad>", "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=inner,
        mask_token="<mask>",
        cls_token="<s>",
        sep_token="</s>",
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
        **names,
    )


READS: dict[str, tuple[type[HubReader], Callable[[], Any]]] = {
    "gpt2": (HubCausal, byte_level),
    "llama": (HubCausal, byte_level),
    "bloom": (HubCausal, byte_level),
    "bert": (HubMasked, word_piece),
    "deberta-v2": (HubMasked, word_piece),
    "t5": (HubTranslator, sentence_piece),
    "bart": (HubTranslator, byte_level),
}


@cache
def reader(family: str) -> Any:
    """A small random model with a tokenizer, ready to read."""
    kind, tokenizer = READS[family]
    inner = copy.deepcopy(built(family, len(tokenizer())))
    return ready(f"hf:{family}", kind, inner, tokenizer(), torch.device("cpu"))


@pytest.fixture(scope="session")
def untouched() -> Callable[[str], Any]:
    """`untouched("gpt2")`: the model as transformers runs it."""
    return built
