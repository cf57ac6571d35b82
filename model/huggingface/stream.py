"""The residual stream of a Hugging Face model, by its structure: what is added to what, behind which attention.

    pre-norm (GPT-2, Llama, T5)     total = stream + output              the next sum goes on from total
    post-norm (BERT, BART)          total = stream + output              the next sum goes on from LayerNorm(total)

No table of architectures: of two summands the older is the stream and the younger what a sublayer adds; each sum has
to go on from the one before, with one for every attention and one more, the feed-forward's, for every layer. Attention
adds what came of its query, feed-forward what came of the sum before. Where the two stand beside each other (GPT-NeoX),
`model.huggingface.parallel` reads them; a model whose sums fit in neither way has no stream to show.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from torch import Tensor

from headlight.model.huggingface.parallel import parallel_blocks, parallel_states
from headlight.model.huggingface.stream_capture import Asked, Read, Sum, Unreadable, Watch, same
from headlight.model.site import Stack
from headlight.model.trace import ResidualState

SUBLAYER = {"self": "attention", "cross": "cross_attention"}
"""What the sublayers of the kinds of attention are called in `ResidualState`."""

Named = tuple[int, str, Sum]
"""A layer, a sublayer, and where that is added to the stream."""


def residual_states(watch: Watch, stack: Stack) -> tuple[ResidualState, ...]:
    """What was watched of one stack, as `ResidualState` describes it, up to the last feed-forward.

    Raises:
        Unreadable: if the sums do not fit.
    """
    if blocks := parallel_blocks(watch, stack):
        first, parts = blocks[0].before, parallel_states(watch, blocks)
    else:
        first, parts = serial_states(watch, named_sums(watch, stack))
    found = [*beginning(watch, first), *parts]
    return tuple(ResidualState(stack, layer, after, flat(x)) for layer, after, x in found)


def serial_states(watch: Watch, named: Sequence[Named]) -> tuple[Tensor, Iterator[tuple[int, str, Tensor]]]:
    """Where the stream begins, and what becomes of it in one sublayer after the other."""
    sums = [total for _, _, total in named]
    before_norm = {same(later.stream, earlier.total) for earlier, later in pairwise(sums)}
    if len(before_norm) != 1:
        raise Unreadable("expected norms before every sublayer, or behind every one")
    parts = pre_norm(watch, named) if before_norm.pop() else post_norm(watch, named)
    return sums[0].stream, parts


def named_sums(watch: Watch, stack: Stack) -> list[Named]:
    """The sum of each sublayer of a stack, in the order in which they are computed."""
    asked, found = watch.asked_in(stack), list[Named]()
    for one, following in zip(asked, [*asked[1:], None], strict=True):
        layer = one.site.layer
        found.append((layer, SUBLAYER[one.site.kind], next_sum(watch, found, one)))
        if following is None or following.site.layer != layer:
            found.append((layer, "feed_forward", next_sum(watch, found, None)))
    if not found:
        raise Unreadable(f"expected attention in the {stack}")
    return found


def next_sum(watch: Watch, found: Sequence[Named], asked: Asked | None) -> Sum:
    """The next addition to the stream: of something that came of the attention's query, or of the sum before."""
    before = found[-1][2] if found else None
    since = max(asked.time if asked else 0, before.time if before else 0)
    source = asked.query if asked else since
    for total in watch.sums:
        if total.born[1] <= since or not watch.came_of(total.born[1], source):
            continue
        if total.born[0] <= since if before is None else goes_on(watch, before, total):
            return total
    raise Unreadable("expected one sum for each sublayer")


def goes_on(watch: Watch, before: Sum, total: Sum) -> bool:
    """Whether a sum adds to what another left, as it is or normed."""
    return same(total.stream, before.total) or any(
        same(before.total, read) and same(total.stream, given) for read, given in watch.norms
    )


def beginning(watch: Watch, embedding: Tensor) -> Iterator[tuple[int, str, Tensor]]:
    """The stream before the first layer, and what its norm reads if it has one."""
    yield from ((-1, "embedding_sum", read) for read, given in watch.norms if same(given, embedding))
    yield -1, "embedding", embedding


def pre_norm(watch: Watch, named: Sequence[Named]) -> Iterator[tuple[int, str, Tensor]]:
    """What each sublayer reads, adds and leaves; what it reads is what its first linear layer does."""
    since = named[0][2].born[0]
    for layer, name, total in named:
        yield layer, f"{name}_norm", first_read(watch.reads, since, total).stream
        yield layer, f"{name}_output", total.output
        yield layer, name, total.total
        since = total.time


def first_read(reads: Sequence[Read], since: int, total: Sum) -> Read:
    """The first thing that is read between a time and a sum."""
    for read in reads:
        if since < read.time < total.time and read.stream.numel() == total.stream.numel():
            return read
    raise Unreadable("expected a linear layer in every sublayer")


def post_norm(watch: Watch, named: Sequence[Named]) -> Iterator[tuple[int, str, Tensor]]:
    """What each sublayer adds, what its norm reads, and what that leaves."""
    for layer, name, total in named:
        after = next((given for read, given in watch.norms if same(read, total.total)), None)
        if after is None:
            raise Unreadable("expected a norm behind every sublayer")
        yield layer, f"{name}_output", total.output
        yield layer, f"{name}_sum", total.total
        yield layer, name, after


def flat(x: Tensor) -> Tensor:
    """[.., token, d_model] of one text as [token, d_model]."""
    return x.detach().reshape(-1, x.shape[-1])
