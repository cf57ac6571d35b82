"""What a watched pass knows of its tensors: what each came of."""

import torch

from headlight.model.huggingface.attention import nowhere
from headlight.model.huggingface.stream_capture import Watch


def test_what_something_came_of_is_known_through_lists_views_and_changes_in_place() -> None:
    watch = Watch(nowhere, 4)
    with watch:
        x, other = torch.ones(3, 4), torch.zeros(3, 4)
        left, right = x.relu().chunk(2, -1)
        joined = torch.cat([other + 0, right], -1)
        kept = torch.zeros(3, 6)
        kept[:] = joined
        added = torch.zeros(2, 3, 2).index_add_(0, torch.tensor([1]), kept[None, :, 4:])
        apart = other.exp()
    for made in (left, right, joined, kept, added):
        assert watch.came_of(watch.birth(made), watch.birth(x))
        assert not watch.came_of(watch.birth(x), watch.birth(made))
    assert watch.came_of(watch.birth(added), watch.birth(other))
    assert not watch.came_of(watch.birth(left), watch.birth(other))
    assert not watch.came_of(watch.birth(apart), watch.birth(x))
