"""Reading of parameters: from JSON, forms and multipart bodies into values of the types that the tables name."""

import dataclasses
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.telegram_server.objects import MARKUPS, OBJECTS, SORTS, Shape
from tests.telegram_server.refusals import bad_request

Json = dict[str, Any]

_BOOLEANS = {"true": True, "false": False}
_INTEGER = re.compile(r"-?\d{1,19}")


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """A file that a call uploads."""

    name: str
    content: bytes


def read_parameters(shape: Shape, given: Mapping[str, object], files: Mapping[str, File]) -> Json:
    """Return the parameters of a call, checked against its table; raise Refused for anything else."""
    values = {**given, **{name: file for name, file in files.items() if name in shape.types}}
    return _fields(shape, values, files, "parameter")


def _fields(shape: Shape, given: Mapping[str, object], files: Mapping[str, File], what: str) -> Json:
    for name in given:
        if name not in shape.types:
            raise bad_request(f'unknown {what} "{name}"')
    for name in shape.required:
        if name not in given:
            raise bad_request(f'{what} "{name}" is required')
    return {name: _read(shape.types[name], value, files, name) for name, value in given.items()}


def _read(kind: str, value: object, files: Mapping[str, File], name: str) -> object:
    if kind == "Chat":
        kind = "String" if isinstance(value, str) and value.startswith("@") else "Integer"
    if kind in _PLAIN:
        return _PLAIN[kind](value, name)
    if kind in {"File", "InputFile"}:
        return _file(value, files, name)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name}: it is not a JSON object") from error
    if not kind.endswith("[]"):
        return _object(kind, value, files, name)
    if not isinstance(value, list):
        raise bad_request(f"can't parse {name}: expected an Array")
    return [_read(kind.removesuffix("[]"), item, files, name) for item in value]


def _object(kind: str, value: object, files: Mapping[str, File], name: str) -> Json:
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {name}: expected an Object")
    if kind == "Markup":
        kind = next((markup for field, markup in MARKUPS.items() if field in value), "")
    shape = SORTS[kind].get(str(value.get("type"))) if kind in SORTS else OBJECTS.get(kind)
    if shape is None:
        raise bad_request(f"can't parse {name}: invalid type specified")
    return _fields(shape, value, files, f"field of {name}")


def _string(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise bad_request(f'field "{name}" must be of type String')
    return value


def _integer(value: object, name: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    raise bad_request(f'field "{name}" must be of type Integer')


def _boolean(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _BOOLEANS:
        return _BOOLEANS[value.lower()]
    raise bad_request(f'field "{name}" must be of type Boolean')


def _file(value: object, files: Mapping[str, File], name: str) -> File | str:
    if isinstance(value, File):
        return value
    text = _string(value, name)
    if text.startswith("attach://"):
        if text.removeprefix("attach://") not in files:
            raise bad_request(f'there is no file "{text}" in the request')
        return files[text.removeprefix("attach://")]
    if not text:
        raise bad_request("there is no file in the request")
    return text


_PLAIN: Mapping[str, Callable[[object, str], object]] = {"String": _string, "Integer": _integer, "Boolean": _boolean}
