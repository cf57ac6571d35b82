r"""Train the tokenizer that all our models share: `python -m training.tokenizer`.

Writes `model/weights/tokenizer.json`, a byte-fallback BPE (Sennrich et al. 2016; the fallback is
SentencePiece's) of exactly 8,192 tokens:

    0 … 7       special tokens: <pad> <bos> <eos> <mask> <cls> <sep> <2en> <2zh>
    8 … 263     the bytes <0x00> … <0xFF>, for every character that is not a token
    264 …       characters of the training text, then merges in the order learnt

Text is cut before any merge by `PRE_TOKENS`: a word takes the space before it along (" sitting"), digits and
punctuation marks stand alone, Han is never glued to other scripts. While training, Chinese is also cut into
words (jieba), so that 苹果 can become a token while 它 stays its own; afterwards the tokenizer reads plain
text.

Lossless: `decode(encode(text).ids) == text` for every string of valid Unicode. Two things make it so.

- A space is a real space inside a token, not the mark "▁", which a visitor might type.
- Words at the start and in the middle of a text share tokens: a text that starts with a word, or with spaces
  and then a word, gets one space more in front, and decoding takes exactly one away under the same
  condition. So the tokens of a later *part* of a text lose a leading space when decoded alone.

Special tokens are vocabulary entries that no merge leads to, and they are not registered with the library.
"<bos>" typed by a visitor is therefore "<", "bos", ">". For the same reason `decode` spells special ids out:
leave them away first.

Character spans (`encode(text).offsets`, in characters of the text as given, not bytes):

- Every byte token of a character has the span of that whole character: 京 at 4 as three bytes is (4, 5)
  thrice. Byte tokens are exactly the ids 8 … 263, and one character's share one span; two characters never
  share one.
- The space before a word belongs to the word's token; the space put in front has no character. So "The cat"
  gives (0, 3) and (3, 7). Where no merge joins the added space to its word ("xylophone", or spaces that were
  typed before the first word), it is a token alone, with the empty span (0, 0).
- Spans follow each other without gaps and cover the text.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from headlight.training import corpus

VOCABULARY_SIZE = 8192
SPECIAL_TOKENS = ("<pad>", "<bos>", "<eos>", "<mask>", "<cls>", "<sep>", "<2en>", "<2zh>")
PAD, BOS, EOS, MASK, CLS, SEP, TO_ENGLISH, TO_CHINESE = range(8)
BYTE_TOKENS = tuple(f"<0x{byte:02X}>" for byte in range(256))
FIRST_PIECE = len(SPECIAL_TOKENS) + len(BYTE_TOKENS)  # 264: ids below are special tokens and bytes

WEIGHTS = Path(__file__).parents[1] / "model" / "weights" / "tokenizer.json"

_LETTERS = r"(?:(?!\p{Han})[\p{L}\p{M}])+"
PRE_TOKENS = "|".join(
    [
        r"'(?i:s|t|re|ve|m|ll|d)(?!\p{L})",  # endings of don't, Tom's, we're
        r"[\p{Han}]+",
        rf" ?{_LETTERS}",
        r" ?\p{N}",
        r" ?(?:\.{2,}|…+|-{2,}|—+|[^\s\p{L}\p{M}\p{N}])",
        r"\s",
    ]
)
_WORD_AT_START = r"\A(?= *(?!\p{Han})\p{L})"
_ADDED_SPACE = r"\A (?= *(?!\p{Han})\p{L})"

# A character met less often would have an embedding hardly trained; three bytes then say the same.
RAREST_CHARACTER = 4
# There is four times as much English: without this, Chinese words would hardly win merges.
CHINESE_COPIES = 2
_WORD_BREAK = "\x1f"  # stands between jieba's words while training; no corpus contains it


def train() -> Tokenizer:
    """Learn merges from the training text and put the special and byte tokens in front of them."""
    alphabet = _alphabet()
    learner = Tokenizer(models.BPE())
    learner.normalizer = _normalizer()
    breaks = pre_tokenizers.Split(_WORD_BREAK, "removed")
    learner.pre_tokenizer = pre_tokenizers.Sequence([breaks, _pre_tokenizer()])
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY_SIZE - FIRST_PIECE,
        initial_alphabet=alphabet,
        limit_alphabet=len(alphabet),  # left to choose among equally rare characters, it would draw lots
        show_progress=False,
    )
    learner.train_from_iterator(_training_text(), trainer)
    learnt = json.loads(learner.to_str())["model"]
    pieces = sorted(learnt["vocab"], key=learnt["vocab"].get)
    return assemble(pieces, [tuple(pair) for pair in learnt["merges"]])


def assemble(pieces: list[str], merges: list[tuple[str, str]]) -> Tokenizer:
    """The tokenizer with these learnt pieces, in order, after the special and byte tokens."""
    names = [*SPECIAL_TOKENS, *BYTE_TOKENS, *pieces]
    vocabulary = {name: index for index, name in enumerate(names)}
    if len(vocabulary) != VOCABULARY_SIZE:
        raise ValueError(f"expected {VOCABULARY_SIZE} distinct tokens, got {len(vocabulary)}")
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, byte_fallback=True))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = _pre_tokenizer()
    tokenizer.decoder = decoders.Sequence(
        [decoders.ByteFallback(), decoders.Fuse(), decoders.Replace(Regex(_ADDED_SPACE), "")]
    )
    return tokenizer


def _normalizer() -> normalizers.Normalizer:
    return normalizers.Replace(Regex(_WORD_AT_START), " ")


def _pre_tokenizer() -> pre_tokenizers.PreTokenizer:
    return pre_tokenizers.Split(Regex(PRE_TOKENS), "isolated")


def _english() -> Iterator[str]:
    yield from corpus.lines("english.train")
    yield from (english for english, _ in corpus.pairs("grammar.train"))


def _chinese() -> Iterator[str]:
    yield from corpus.lines("chinese.train")
    yield from (chinese for _, chinese in corpus.pairs("grammar.train"))


def _training_text() -> Iterator[str]:
    import jieba  # here, so that only training asks for a segmenter

    jieba.setLogLevel("WARNING")
    yield from _english()
    segmented = [_WORD_BREAK.join(jieba.cut(sentence)) for sentence in _chinese()]
    for _ in range(CHINESE_COPIES):
        yield from segmented


def _alphabet() -> list[str]:
    """Characters met at least `RAREST_CHARACTER` times, and all that an English keyboard types."""
    counts = Counter("".join(_english())) + Counter("".join(_chinese()))
    common = {character for character, count in counts.items() if count >= RAREST_CHARACTER}
    return sorted(common | {chr(code) for code in range(0x20, 0x7F)})


def main() -> None:
    """Train, save and print how a few sentences are cut."""
    parser = argparse.ArgumentParser(description="Train the shared tokenizer on the prepared corpora.")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="file to write")
    arguments = parser.parse_args()
    tokenizer = train()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(arguments.out))
    for sentence in ("The cat is sitting on the mat.", "苹果从树上掉下来，小明把它捡起来了。"):
        print(tokenizer.encode(sentence).tokens)


if __name__ == "__main__":
    main()
