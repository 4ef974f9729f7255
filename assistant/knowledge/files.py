"""Read the files of a data folder into shapes, and gather what is wrong with them."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

_Shape = TypeVar("_Shape")


class _Loader(yaml.CSafeLoader):
    """YAML keeps the last of two equal keys in silence; here that is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as PyYAML has it
        counts = Counter(key.value for key, _ in node.value)
        for key, count in counts.items():
            if count > 1:
                raise yaml.YAMLError(f"{key!r} stands {count} times,{node.start_mark}")
        return super().construct_mapping(node, deep)


class FileReader:
    """Reads files into shapes and gathers what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._hash = sha256()
        self.problems: list[str] = []
        self.origin: dict[str, str] = {}
        """Topic or id -> the file that it was read from."""

    def digest(self) -> str:
        """Of every byte read so far."""
        return self._hash.hexdigest()

    def one(self, name: str, shape: type[_Shape]) -> _Shape | None:
        """A file that is one thing."""
        values = [self._shaped(where, data, shape) for where, data in self._documents(name)]
        return values[0] if values else None

    def many(self, pattern: str, shape: type[_Shape]) -> list[_Shape]:
        """Files that are lists of things."""
        found: list[_Shape] = []
        for where, data in self._documents(pattern):
            if not isinstance(data, list):
                self.problems.append(f"{where}: should be a list")
                continue
            for number, item in enumerate(data, start=1):
                name = _name(item, number)
                value = self._shaped(f"{where}: {name}", item, shape)
                found += [value] if value is not None else []
                self.origin.setdefault(name, where)
        return found

    def merged(self, pattern: str, shape: type[dict[Any, Any]]) -> Any:
        """Files that are mappings, laid over each other."""
        whole: dict[Any, Any] = {}
        for where, data in self._documents(pattern):
            value = self._shaped(where, data, shape) or {}
            for key, item in value.items():
                whole[key] = _joined(whole.get(key), item)
                self.origin.setdefault(f"asks {key}", where)
        return whole

    def lines(self, pattern: str, shape: type[_Shape]) -> list[_Shape]:
        """Files with a thing a line."""
        found: list[_Shape] = []
        for path in self._paths(pattern):
            for number, line in enumerate(self._read(path).splitlines(), start=1):
                where = f"{path.relative_to(self._root)}:{number}"
                try:
                    data = json.loads(line)
                except json.JSONDecodeError as error:
                    self.problems.append(f"{where}: not JSON ({error.msg})")
                    continue
                value = self._shaped(where, data, shape)
                found += [value] if value is not None else []
        return found

    def _documents(self, pattern: str) -> Iterator[tuple[str, Any]]:
        for path in self._paths(pattern):
            where = str(path.relative_to(self._root))
            try:
                yield where, yaml.load(self._read(path), Loader=_Loader)  # noqa: S506 - a safe one
            except yaml.YAMLError as error:
                self.problems.append(f"{where}: not YAML ({' '.join(str(error).split())})")

    def _paths(self, pattern: str) -> list[Path]:
        paths = sorted(self._root.glob(pattern))
        if not paths:
            self.problems.append(f"{pattern}: the file is missing")
        return paths

    def _read(self, path: Path) -> str:
        raw = path.read_bytes()
        self._hash.update(path.name.encode() + b"\0" + raw)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            where = path.relative_to(self._root)
            line = raw[: error.start].count(b"\n") + 1
            self.problems.append(f"{where}:{line}: not UTF-8: save it in that encoding")
            return raw.decode("utf-8", errors="replace")

    def _shaped(self, where: str, data: object, shape: type[_Shape]) -> _Shape | None:
        try:
            return TypeAdapter(shape).validate_python(data)
        except ValidationError as error:
            for item in error.errors():
                field = ".".join(str(part) for part in item["loc"])
                self.problems.append(f"{where}: {field}: {item['msg']}")
            return None


def _joined(before: object, item: object) -> object:
    """Two files may speak of the same topic: their lines add up."""
    if isinstance(before, Mapping) and isinstance(item, Mapping):
        return {k: (*before.get(k, ()), *item.get(k, ())) for k in {**before, **item}}
    if isinstance(before, tuple) and isinstance(item, tuple):
        return (*before, *item)
    return item


def _name(item: object, number: int) -> str:
    if isinstance(item, Mapping):
        return str(item.get("topic") or item.get("id") or f"entry {number}")
    return f"entry {number}"
