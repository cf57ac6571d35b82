"""Text that a visitor typed, beside text that is Markdown."""


def as_markdown(text: str) -> str:
    """Text with whatever Markdown would act on escaped."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|~<>$:^=" else c for c in text)
