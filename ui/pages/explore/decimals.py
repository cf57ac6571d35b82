"""Numbers as the table and its arithmetic write them."""


def decimal(value: float) -> str:
    """Four digits behind the point, with a true minus sign; `1.2e-07` for what they would not show."""
    small = value != 0 and abs(value) < 0.00005
    return f"{value:{'.1e' if small else '.4f'}}".replace("-", "−")
