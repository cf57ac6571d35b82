"""Blocks whose attention and feed-forward stand beside each other, as GPT-NeoX's, Phi's and Cohere's do.

    after = before + attention(norm(before)) + feed_forward(norm′(before))

Two additions make one of three parts, in whatever order. Both outputs came of `before` and neither of the other;
attention's is the one that came of the query. Which was computed first, or added first, says nothing. The model has no
state between the two; Phi and Cohere have one norm for both.

Sources
    Wang & Komatsuzaki 2021, GPT-J-6B; Chowdhery et al. 2022, arXiv:2204.02311, §2 ("parallel layers")
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from math import inf
from typing import NamedTuple

from torch import Tensor

from headlight.model.huggingface.stream_capture import Asked, Sum, Unreadable, Watch, same
from headlight.model.site import Stack


class Block(NamedTuple):
    """What a layer meets, what its two sublayers add, and what it leaves, [.., token, d_model] each; and when."""

    layer: int
    before: Tensor
    attention: Tensor
    feed_forward: Tensor
    after: Tensor
    time: int


def parallel_blocks(watch: Watch, stack: Stack) -> list[Block]:
    """The blocks of a stack, from the input up; none unless every layer is one and goes on from the layer before."""
    asked, found = watch.asked_in(stack), list[Block]()
    for one, following in zip(asked, [*asked[1:], None], strict=True):
        since, until = found[-1].time if found else 0, following.time if following else inf
        sums = [total for total in watch.sums if since < total.time < until]
        fitting = [b for b in blocks(watch, one, sums) if not found or same(found[-1].after, b.before)]
        if len(fitting) != 1:
            return []
        found += fitting
    return found


def blocks(watch: Watch, asked: Asked, sums: Sequence[Sum]) -> Iterator[Block]:
    """What some sums make of three parts of which one is what an attention adds, and one stands beside it."""
    for first, second in combinations(sums, 2):
        last = [part for part in (second.stream, second.output) if not same(part, first.total)]
        if len(last) == 1:
            for before, attention, feed_forward in permutations((first.stream, first.output, *last)):
                if beside(watch, asked, before, attention, feed_forward):
                    yield Block(asked.site.layer, before, attention, feed_forward, second.total, second.time)


def beside(watch: Watch, asked: Asked, before: Tensor, attention: Tensor, feed_forward: Tensor) -> bool:
    """Whether two outputs came of one stream and neither of the other, the first of them by way of the query."""
    start, first, second = watch.birth(before), watch.birth(attention), watch.birth(feed_forward)
    return (
        watch.came_of(asked.query, start)
        and watch.came_of(first, asked.query)
        and watch.came_of(second, start)
        and not watch.came_of(second, asked.query)
        and not watch.came_of(first, second)
    )


def parallel_states(watch: Watch, found: Sequence[Block]) -> Iterator[tuple[int, str, Tensor]]:
    """What each sublayer reads and adds, and what the two leave."""
    for block in found:
        for name, output in (("attention", block.attention), ("feed_forward", block.feed_forward)):
            yield block.layer, f"{name}_norm", first_read(watch, block.before, output)
            yield block.layer, f"{name}_output", output
        yield block.layer, "feed_forward", block.after


def first_read(watch: Watch, before: Tensor, output: Tensor) -> Tensor:
    """What the first linear layer on the way from a stream to an output reads."""
    start, end = watch.birth(before), watch.birth(output)
    for read in watch.reads:
        if (
            start < read.time <= end
            and read.stream.numel() == before.numel()
            and watch.came_of(end, read.time)
            and watch.came_of(watch.birth(read.stream), start)
        ):
            return read.stream
    raise Unreadable("expected a linear layer in every sublayer")
