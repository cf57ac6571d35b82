"""Attention flow: the most that can flow from one query at the top down to each input, if a weight is a capacity.

The graph is that of rollout; a token's flow is the largest amount that fits through all paths together, and (max-flow
min-cut) the smallest total weight that would have to be cut to part the two. Unlike rollout's shares these amounts do
not add up to 1: paths to different inputs use the same edges.

Sources
    Abnar & Zuidema 2020, arXiv:2005.00928; Dinitz 1970 (blocking flows along shortest paths)
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.rollout import Paths

NOTHING = 1e-12
"""Capacities and remainders below this are none."""


def attention_flow(followed: Paths, query: int) -> NDArray[np.float64]:
    """The maximum flow from one query, above the last hop, to each key, below the first: [n_key]."""
    n = len(followed.hops[0])
    network = Network(n * (len(followed.hops) + 1))
    for level, matrix in enumerate(followed.hops):
        for i, j in zip(*np.nonzero(matrix > NOTHING), strict=True):
            network.join((level + 1) * n + int(i), level * n + int(j), float(matrix[i, j]))
    source = len(followed.hops) * n + followed.rows.start + query
    keys = range(followed.columns.start, followed.columns.stop)
    return np.array([network.flow(source, key) for key in keys])


class Network:
    """Nodes, and edges with capacities; edge e ^ 1 leads back along edge e and has what flows there as its room."""

    def __init__(self, nodes: int) -> None:
        self.leaving: list[list[int]] = [[] for _ in range(nodes)]
        self.to: list[int] = []
        self.capacity: list[float] = []

    def join(self, start: int, end: int, capacity: float) -> None:
        """An edge with its way back."""
        self.leaving[start].append(len(self.to))
        self.leaving[end].append(len(self.to) + 1)
        self.to += [end, start]
        self.capacity += [capacity, 0.0]

    def flow(self, source: int, sink: int) -> float:
        """The maximum flow from one node to another: along shortest paths until there are none, as often as needed."""
        room, total = self.capacity.copy(), 0.0
        while (distance := self.distances(room, source, sink))[source] >= 0:
            total += self.block(room, distance, source, sink)
        return total

    def distances(self, room: list[float], source: int, sink: int) -> list[int]:
        """How many edges with room lead from each node to the sink; −1 where none do, or the source is nearer."""
        distance = [-1] * len(self.leaving)
        distance[sink], waiting = 0, deque([sink])
        while waiting and distance[source] < 0:
            node = waiting.popleft()
            for edge in self.leaving[node]:
                if room[edge ^ 1] > NOTHING and distance[self.to[edge]] < 0:
                    distance[self.to[edge]] = distance[node] + 1
                    waiting.append(self.to[edge])
        return distance

    def block(self, room: list[float], distance: list[int], source: int, sink: int) -> float:
        """Fill every shortest path; what was added to the flow."""
        tried = [0] * len(self.leaving)  # of each node's edges, so many lead nowhere any more
        added, path, node = 0.0, list[int](), source
        while True:
            if node == sink:
                added += self.fill(room, path)
                path, node = [], source
            edge = self.onward(room, distance, node, tried)
            if edge is not None:
                path.append(edge)
                node = self.to[edge]
            elif path:
                node = self.to[path.pop() ^ 1]
                tried[node] += 1
            else:
                return added

    def onward(self, room: list[float], distance: list[int], node: int, tried: list[int]) -> int | None:
        """The next edge with room that brings a node nearer to the sink."""
        edges = self.leaving[node]
        while tried[node] < len(edges):
            edge = edges[tried[node]]
            if room[edge] > NOTHING and distance[self.to[edge]] == distance[node] - 1:
                return edge
            tried[node] += 1
        return None

    def fill(self, room: list[float], path: list[int]) -> float:
        """Send as much along a path as fits; how much that was."""
        amount = min(room[edge] for edge in path)
        for edge in path:
            room[edge] -= amount
            room[edge ^ 1] += amount
        return amount
