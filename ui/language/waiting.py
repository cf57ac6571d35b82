"""What the page says when many people read at once, in English and Chinese. Braces are filled in by `str.format`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class WaitingWords:
    """One language's words."""

    reading: str
    next: str
    ahead: str
    crowded: str
    hurried: str
    too_long: str
    again: str


ENGLISH = WaitingWords(
    reading="Reading your text.",
    next="Waiting: 1 reading is before yours.",
    ahead="Waiting: {ahead} readings are before yours.",
    crowded="Many people are reading at once. Nothing is lost; try again in a moment.",
    hurried="That was a lot at once. Nothing is lost; go on in about {seconds} s.",
    too_long="This text has {characters:,} characters; at most {most:,} are taken. Shorten it and try again.",
    again="Try again",
)

CHINESE = WaitingWords(
    reading="正在阅读你的文本。",
    next="正在排队：前面还有 1 次阅读。",
    ahead="正在排队：前面还有 {ahead} 次阅读。",
    crowded="此刻阅读的人很多。内容没有丢失，请稍后再试。",
    hurried="刚才的请求太密集。内容没有丢失，约 {seconds} 秒后可以继续。",
    too_long="这段文本有 {characters:,} 个字符，最多接受 {most:,} 个。请缩短后再试。",
    again="再试一次",
)

WAITING: Mapping[str, WaitingWords] = {"en": ENGLISH, "zh": CHINESE}
