"""How the press of a button is carried in its callback data: as the template of its class, each field in its place."""

import dataclasses
import enum
import re
import types
from collections.abc import Callable
from typing import Any, ClassVar, Self, Union, cast, dataclass_transform, get_args, get_origin, get_type_hints

_FIELD = re.compile(r"\{(\w+):?([^}]*)\}")


@dataclasses.dataclass(frozen=True, slots=True)
class _Part:
    """How the value of a field stands in the data."""

    pattern: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


@dataclass_transform(frozen_default=True)
class Press:
    """A button's press; a subclass is a frozen dataclass, carried as its ``template``.

    The template names each field once, and how it stands where the type does not tell: a bool as ``{name:no|yes}``,
    None as ``{name:none}`` or nothing; ``{name:?}`` is left out where it is the default, else it follows a colon. A
    string or number is annotated with its pattern, a press within another with that of what follows its own name.
    """

    pattern: ClassVar[re.Pattern[str]]
    _template: ClassVar[str]
    _parts: ClassVar[dict[str, _Part]]

    def __init_subclass__(cls, template: str) -> None:
        super().__init_subclass__()
        dataclasses.dataclass(frozen=True)(cls)
        cls._template = _FIELD.sub(r"{\1}", template)
        hints = get_type_hints(cls, localns={cls.__name__: cls}, include_extras=True)
        cls._parts = {
            name: _part(hints[name], spec, getattr(cls, name, None)) for name, spec in _FIELD.findall(template)
        }
        groups = {name: f"(?P<{name}>{part.pattern})" for name, part in cls._parts.items()}
        cls.pattern = re.compile(cls._template.format(**groups), re.ASCII)

    @property
    def data(self) -> str:
        """Return the callback data."""
        return self._template.format(**{name: part.write(getattr(self, name)) for name, part in self._parts.items()})

    @classmethod
    def read(cls, data: str) -> Self | None:
        """Return the press of this kind that is carried as ``data``, or None if none is."""
        found = cls.pattern.fullmatch(data)
        if found is None:
            return None
        try:
            press = cls(**{name: cls._parts[name].read(text) for name, text in found.groupdict().items()})
        except ValueError:
            return None
        return press if press.data == data else None

    @classmethod
    def within(cls, pattern: str) -> _Part:
        """Return how a press of this kind stands in another: without what its template begins with."""
        name = cls._template.partition("{")[0]

        def read(text: str) -> Press:
            press = cls.read(f"{name}{text}")
            if press is None:
                raise ValueError(text)
            return press

        return _Part(pattern, read, lambda press: press.data.removeprefix(name))

    def turned(self, page: int) -> Self:
        """Return the press that shows another page of the same."""
        whole: Any = self
        return cast("Self", dataclasses.replace(whole, page=page))


def _part(hint: Any, spec: str, default: object) -> _Part:  # noqa: ANN401 - a type as `get_type_hints` gives it
    if spec == "?":
        part = _part(hint, "", default)
        return _Part(
            f"(?::(?:{part.pattern}))?",
            lambda text: part.read(text[1:]) if text else default,
            lambda value: "" if value == default else f":{part.write(value)}",
        )
    if hint is bool:
        no, yes = spec.split("|")
        return _Part(f"{no}|{yes}", lambda text: text == yes, lambda value: yes if value else no)
    hints = get_args(hint) if get_origin(hint) in {Union, types.UnionType} else (hint,)
    if types.NoneType in hints:
        part = _part(Union[tuple(each for each in hints if each is not types.NoneType)], "", default)  # noqa: UP007 - made of what is there
        return _Part(
            f"{part.pattern}|{spec}",
            lambda text: None if text == spec else part.read(text),
            lambda value: spec if value is None else part.write(value),
        )
    if all(isinstance(each, enum.EnumType) for each in hints):
        members = {str(member): member for each in hints for member in each}
        return _Part("|".join(members), members.__getitem__)
    kind, pattern = get_args(hint)
    return kind.within(pattern) if issubclass(kind, Press) else _Part(pattern, kind)


def decode(data: str | None) -> Press | None:
    """Return what a button's data says, or None if it is none that was ever made here."""
    return next((press for kind in kinds() if (press := kind.read(data or ""))), None)


def kinds() -> list[type[Press]]:
    """Return every kind of press."""
    return Press.__subclasses__()
