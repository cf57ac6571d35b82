"""The messages of one language, out of its Fluent file."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import (
    Junk,
    Message,
    MessageReference,
    Pattern,
    Placeable,
    StringLiteral,
    TextElement,
    VariableReference,
)

from headlight.translations.numerals import FUNCTIONS, argument


class Translate(Protocol):
    """One language's `t`."""

    def __call__(self, key: str, /, **arguments: object) -> str:
        """The message of this key, its placeholders filled."""


class Catalogue:
    """One language's messages.

    What needs no argument is formatted once. Nothing marks where an argument begins and ends (Fluent's isolating
    characters): they would be copied with the text, and count as characters in a drawing.
    """

    def __init__(self, file: Path, fallback: "Callable[[], Catalogue] | None" = None) -> None:
        """Read a file.

        Args:
            file: such as `en.ftl`; its stem is the language's code.
            fallback: gives the language that has what this one lacks.

        Raises:
            ValueError: if something in it is no Fluent.
        """
        self.file, self.language, self._fallback = file, file.stem, fallback
        resource = FluentParser(with_spans=False).parse(file.read_text(encoding="utf-8"))
        if junk := [entry.content for entry in resource.body if isinstance(entry, Junk)]:
            raise ValueError(f"expected Fluent messages in {file.name}; got {junk[0]!r}")
        self.patterns: Mapping[str, Pattern] = {
            entry.id.name: entry.value
            for entry in resource.body
            if isinstance(entry, Message) and entry.value is not None
        }
        self._bundle = FluentBundle([self.language], functions=dict(FUNCTIONS), use_isolating=False)
        self._bundle.add_resource(resource)
        self._formatted: dict[str, str] = {}
        self._templates: dict[str, str | None] = {}

    @cached_property
    def name(self) -> str:
        """What the language calls itself."""
        return self.t("language-name")

    def t(self, key: str, /, **arguments: object) -> str:
        """The message of this key, in this language or else in the one it falls back to.

        Args:
            key: such as `changes-undo-all`. Names that the code writes with `_` may keep it: `changes-undo_all`.
            arguments: what the placeholders stand for; one that no placeholder names is passed over.

        Raises:
            KeyError: no message has this key.
            ValueError: a placeholder of the message was given nothing.
        """
        key = key.replace("_", "-")
        if not arguments and key in self._formatted:
            return self._formatted[key]
        if key not in self.patterns:
            if self._fallback is None:
                raise KeyError(f"expected the key of a message in {self.file.name}; got {key!r}")
            return self._fallback().t(key, **arguments)
        text = self._format(key, arguments)
        if not arguments:
            self._formatted[key] = text
        return text

    def handed_out(self, subject: str) -> dict[str, str]:
        """What the browser says itself, by the key without its subject: `{head} selected` of `workbench-selected`.

        Raises:
            ValueError: a message of the subject has plural forms or functions, which the browser has not.
        """
        inherited = {} if self._fallback is None else self._fallback().handed_out(subject)
        keys = [key for key in self.patterns if key.startswith(f"{subject}-")]
        if beyond := [key for key in keys if self._template(key) is None]:
            raise ValueError(f"expected text and arguments alone in {beyond[0]} of {self.file.name}")
        return inherited | {key.removeprefix(f"{subject}-"): self._template(key) or "" for key in keys}

    def _format(self, key: str, arguments: dict[str, Any]) -> str:
        if (written := self._template(key)) is not None:
            try:
                return written.format_map(arguments)
            except KeyError as missing:
                raise ValueError(
                    f"expected arguments that fill {key!r} in {self.file.name}; got no {missing}"
                ) from None
        compiled: Any = self._bundle.get_message(key).value
        told = {name: argument(value) for name, value in arguments.items()}
        text, errors = self._bundle.format_pattern(compiled, told)
        if errors:
            raise ValueError(f"expected arguments that fill {key!r} in {self.file.name}; got {errors[0]}")
        return str(text)

    def _template(self, key: str) -> str | None:
        """A message as `str.format` takes it, which is forty times as fast as Fluent's resolver.

        Returns:
            none for one with plural forms or functions.
        """
        if key not in self.patterns:
            return None if self._fallback is None else self._fallback()._template(key)
        if key not in self._templates:
            self._templates[key] = self._joined(self.patterns[key])
        return self._templates[key]

    def _joined(self, pattern: Pattern) -> str | None:
        parts: list[str | None] = []
        for element in pattern.elements:
            match element:
                case TextElement():
                    parts.append(element.value.replace("{", "{{").replace("}", "}}"))
                case Placeable(expression=StringLiteral() as text):
                    parts.append(text.parse()["value"].replace("{", "{{").replace("}", "}}"))
                case Placeable(expression=VariableReference() as variable):
                    parts.append(f"{{{variable.id.name}}}")
                case Placeable(expression=MessageReference() as other):
                    parts.append(self._template(other.id.name))
                case _:
                    parts.append(None)
        known = [part for part in parts if part is not None]
        return "".join(known) if len(known) == len(parts) else None
