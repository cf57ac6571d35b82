"""Large numbers in a few digits."""


def short(number: float) -> str:
    """`149 M`: three digits and a power of a thousand."""
    for power, letter in ((12, "T"), (9, "G"), (6, "M"), (3, "k")):
        if number >= 10**power:
            return f"{number / 10**power:.3g}\u00a0{letter}"
    return f"{number:.3g}"


def in_bytes(number: float) -> str:
    """`2.1 MB`"""
    said = short(number)
    return f"{said}B" if said[-1].isalpha() else f"{said}\u00a0B"
