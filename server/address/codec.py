"""Everything that an address says, read, checked and written in one place.

A link may have been typed or mangled by anybody: a value that makes no sense is left out, and named, so that the page
can say what it ignored.
"""

from collections.abc import Mapping
from typing import Any

from headlight.server.address.fields import Field, Fields, Partly

Values = Mapping[str, Any]
"""What an address says, by its parameters; what it does not say is absent."""


def read(fields: Fields, params: Mapping[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The values of a link's parameters, and the names of those that made no sense.

    Args:
        fields: that may be there; other parameters are somebody else's.
        params: of the link.
    """
    values, ignored = dict[str, Any](), list[str]()
    for name, field in fields.items():
        try:
            if name in params:
                values[name] = field.read(params[name])
        except Partly as partly:
            values[name] = partly.value
            ignored.append(name)
        except ValueError:
            ignored.append(name)
    return values, tuple(ignored)


def write(fields: Fields, values: Values) -> dict[str, str]:
    """The parameters of a link that says this: what differs from the default."""
    return {
        name: field.write(values[name]) for name, field in fields.items() if told(field, values.get(name))
    }


def told(field: Field, value: Any) -> bool:
    """Whether a link says a value."""
    return value is not None and without_lists(value) != field.default


def without_lists(value: Any) -> Any:
    """A value as fields have it: the browser knows lists only, and so does a choice of several."""
    return tuple(value) if isinstance(value, list) else value


def cut_short(fields: Fields, values: Values) -> tuple[str, ...]:
    """The parameters of which a link carries only the beginning."""
    return tuple(
        name for name, field in fields.items() if told(field, values.get(name)) and field.cut(values[name])
    )


def allowed(field: Field, value: Any) -> bool:
    """Whether a field may have a value: its default, or one that a link could have brought."""
    value = without_lists(value)
    try:
        return bool(value == field.default or field.read(field.write(value)) == value)
    except (ValueError, TypeError):
        return False


def compound(fields: Fields) -> Field:
    """A field of fields, as one parameter: `task:reverse,n_heads:1`, of which all has to make sense."""

    def read_all(value: str) -> dict[str, Any]:
        params = dict(part.split(":", 1) for part in value.split(",") if part) if value else {}
        values, ignored = read(fields, params)
        if ignored or params.keys() - fields.keys():
            raise ValueError(f"expected some of {', '.join(fields)}, got {value!r}")
        return values

    def write_all(values: Values) -> str:
        return ",".join(f"{name}:{value}" for name, value in write(fields, values).items())

    return Field(read_all, write_all, default={})
