"""How one head's attention grows with the text, measured here: seconds and bytes at lengths from 16 to 4,096.

Three ways through the project's own kernel:
    naive      `attend`, which forms all n × n scores and weights
    recorded   the fast kernel inside `recording()`, which keeps Q, K, V and contexts
    fast       the fast kernel, PyTorch's `scaled_dot_product_attention`, as models run it

All three answer every query from every key; no mask lets a kernel leave out half of the work.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from headlight.model.attention import attend
from headlight.model.cost_memory import Compute, measures, peak_bytes
from headlight.model.record_size import bytes_kept
from headlight.model.recorder import attention, recording
from headlight.model.site import Site

LENGTHS = (16, 32, 64, 128, 256, 512, 768, 1024, 1536, 2048, 3072, 4096)
D_HEAD = 32
ROUNDS = 9
SHORTEST = 2e-3  # seconds: quicker calls are repeated that long, and their mean is taken
MOST_SECONDS = 0.5  # a call: readings wait for it
MOST_BYTES = 2**29
TRIES = 3  # times a length is timed before the next one is given up
PATIENCE = 20.0  # seconds in all, behind which no new round begins

SITE = Site("decoder", "self", 0)


def naive(query: Tensor, key: Tensor, value: Tensor) -> tuple[Tensor, ...]:
    """Weights and contexts, as tools keep them that show attention."""
    attended = attend(query, key, value)
    return attended.weights, attended.context


def recorded(query: Tensor, key: Tensor, value: Tensor) -> tuple[Tensor, ...]:
    """What this project keeps: Q, K, V and contexts."""
    with recording() as record:
        attention(SITE, query, key, value)
    return tuple(record.steps[0].kept())


def fast(query: Tensor, key: Tensor, value: Tensor) -> tuple[Tensor, ...]:
    """Contexts alone: a model that nobody watches."""
    return (attention(SITE, query, key, value),)


WAYS: Mapping[str, Compute] = {"naive": naive, "recorded": recorded, "fast": fast}

Case = tuple[str, int]
"""A way, and a number of tokens."""


@dataclass(frozen=True)
class Weighed:
    """Bytes: the most at once while computing, Q, K and V among them, and those of what is kept of it."""

    peak: int
    kept: int


@dataclass(frozen=True)
class Stop:
    """Why a way was not followed further: what the next length was expected to take."""

    n: int
    seconds: float
    nbytes: int


class Growth:
    """The measurement, a call at a time. Whoever draws it reads it meanwhile.

    Attributes:
        seconds: of each case, one number a round so far; rounds take the ways in turns, so that whatever else the
            machine does falls on all of them.
        weighed: of each case, its bytes; None until it was computed for the first time.
        stopped: the ways that would have taken too long, or too much memory.
        done: the share of the work that is done, 0 … 1.
    """

    def __init__(self, device: torch.device, lengths: tuple[int, ...] = LENGTHS) -> None:
        self.device, self.lengths = device, lengths
        cases = [(way, n) for n in lengths for way in WAYS]
        # All keys are there from the start, so that the page may look while the engine's thread fills them in.
        self.seconds: dict[Case, list[float]] = {case: [] for case in cases}
        self.weighed: dict[Case, Weighed | None] = dict.fromkeys(cases)
        self.stopped: dict[str, Stop] = {}
        self.done = 0.0
        self.threads = torch.get_num_threads()
        self._spent = 0.0
        self._work = self._calls()

    @property
    def measures_bytes(self) -> bool:
        """Whether peaks are the allocator's, else counted from tensors."""
        return measures(self.device)

    def advance(self) -> bool:
        """One length, one way, one round; False when all are done."""
        start = time.perf_counter()
        with torch.inference_mode():
            goes_on = next(self._work, None) is not None
        self._spent += time.perf_counter() - start
        return goes_on

    def _calls(self) -> Iterator[bool]:
        """Every case once, shortest first and with its bytes; then round after round of those that went well."""
        total = len(self.seconds) * ROUNDS
        for turn, n in enumerate(self.lengths):
            for way in in_turns(turn):
                yield from self._reconsider(way, n)
                if self._bearable(way, n):
                    self._weigh(way, n)
                    yield True
                    self._time(way, n)
                self.done += 1 / total
                yield True
        for turn in range(1, ROUNDS):
            if self._spent > PATIENCE:
                break
            for n in self.lengths:
                for way in in_turns(turn):
                    if self.seconds[way, n]:
                        self._time(way, n)
                        yield True
                    self.done += 1 / total
        self.done = 1.0

    def _reconsider(self, way: str, n: int) -> Iterator[bool]:
        """Time the length before again, if by what it took this one seems too long: it may have been disturbed."""
        while (stop := self._expected(way, n)) and stop.seconds > MOST_SECONDS:
            before = way, self.lengths[self.lengths.index(n) - 1]
            if len(self.seconds[before]) >= TRIES:
                break
            self._time(*before)
            yield True

    def _bearable(self, way: str, n: int) -> bool:
        """Whether a call is to be made; if not, this way stops here."""
        if (stop := self._expected(way, n)) and (stop.seconds > MOST_SECONDS or stop.nbytes > MOST_BYTES):
            self.stopped[way] = stop
        return way not in self.stopped

    def _expected(self, way: str, n: int) -> Stop | None:
        """What a call will take, judged by the length before: at worst, time and memory grow with its square."""
        place = self.lengths.index(n)
        before = way, self.lengths[place - 1]
        weighed = self.weighed[before]
        if place == 0 or way in self.stopped or weighed is None:
            return None
        square = (n / before[1]) ** 2
        return Stop(n, min(self.seconds[before]) * square, round(weighed.peak * square))

    def _weigh(self, way: str, n: int) -> None:
        inputs = random_inputs(n, self.device)
        kept = bytes_kept(WAYS[way](*inputs))
        self.weighed[way, n] = Weighed(peak_bytes(WAYS[way], inputs), kept)

    def _time(self, way: str, n: int) -> None:
        inputs = random_inputs(n, self.device)
        self.seconds[way, n].append(seconds_of(lambda: WAYS[way](*inputs), self.device))


def in_turns(turn: int) -> list[str]:
    """The ways, another one first each turn."""
    ways = list(WAYS)
    return ways[turn % len(ways) :] + ways[: turn % len(ways)]


def random_inputs(n: int, device: torch.device) -> list[Tensor]:
    """Q, K and V of one head, each [1, 1, n, d_head]; how long attention takes does not depend on the numbers."""
    generator = torch.Generator().manual_seed(n)
    return [torch.randn(1, 1, n, D_HEAD, generator=generator).to(device) for _ in range(3)]


def seconds_of(call: Callable[[], object], device: torch.device) -> float:
    """Seconds that one call takes: the mean of as many as 2 ms hold, at least one."""
    finished(device)
    start, calls = time.perf_counter(), 0
    while True:
        call()
        finished(device)
        calls += 1
        elapsed = time.perf_counter() - start
        if elapsed >= SHORTEST:
            return elapsed / calls


def finished(device: torch.device) -> None:
    """Wait until a GPU has done all that it was asked for."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
