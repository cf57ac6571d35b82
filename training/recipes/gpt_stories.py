"""gpt: the bilingual causal model, grown from a smaller one and trained on sentences and stories.

It starts as the gpt that was shipped before it (6 layers of 4 heads, 128 wide, 27.6 million tokens of sentences), with
two more heads a layer and 64 more dimensions, and reads sentences and stories (training/stories/), cut into
tokens that keep the borders of Chinese words. A sixty-fourth of the training sentences and stories with other words are
kept apart (training/validation.py); how long it is trained and how fast was decided by those alone.

Under way, at step 8,400 of 9,000. The first part, 1,150 steps and 2.4 million tokens, half of them stories, was rough:
held-out text and the sentences written by hand were looked at once, at its end (agreement across a noun from .56 to
.86, pronouns from .16 to .28, but perplexity from 37.7 to 49.0), so the second part reads more sentences than stories
at half the rates.
"""

from headlight.model.architectures.gpt import GPTConfig
from headlight.training.recipe import Recipe
from headlight.training.tasks.causal_stories import CausalStories

RECIPE = Recipe(
    name="gpt-stories",
    architecture="gpt",
    config=GPTConfig(
        vocab_size=8192, context=256, d_model=192, n_layers=6, n_heads=6, d_ff=768, positions="rotary"
    ),
    task=CausalStories(
        rows=5,
        stories=3,
        languages=("english", "chinese", "chinese"),  # there is five times as much English
        repeats=1 / 8,
        random_repeats=1 / 32,
    ),
    steps=9_000,
    warmup=100,
    decay=0.5,
    matrix_rate=0.01,
    other_rate=2e-3,
    weight_decay=0.05,
    seed=2,
    grown_from="gpt",
    later_parts=((1_150, 0.5),),
)
