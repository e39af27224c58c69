"""General entities that a file declares: which are accepted, and how large they may grow (docs/design.md §8)."""

from dataclasses import dataclass, field

from edition.late_patterns import late_pattern

MAX_EXPANSION = 64 * 1024  # bytes of one entity, with the entities in it
MAX_GROWTH = 10  # times the size of the file, of all references together
MAX_NESTING = 32  # entities in each other
_REFERENCE = late_pattern(r"&([^\s&;#<>]+);")
_REFERENCE_BYTES = late_pattern(rb"&([^\s&;#<>]+);")
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))


class EntityError(ValueError):
    """Why the entities of a file are refused."""


@dataclass(slots=True)
class Entities:
    """The declared general entities: their names and replacement texts. `outside`: name -> the file that has it."""

    texts: dict[str, str] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)

    def declare(self, name: str, text: str | None, file: str) -> None:
        """Add a declaration; of several for one name the first holds (XML 1.0, 4.2)."""
        if name not in self.texts and name not in self.outside and name not in _PREDEFINED:
            if text is None:
                self.outside[name] = file
            else:
                self.texts[name] = text

    def check(self, data: bytes) -> None:
        """EntityError for an entity that contains itself, that grows, or where all references to entities do."""
        if not self.texts:
            return
        sizes: dict[str, int] = {}
        for name in self.texts:
            if self._size(name, sizes, ()) > MAX_EXPANSION:
                raise EntityError(f"the entity {name} grows to more than {MAX_EXPANSION // 1024} kilobytes")
        known = {name.encode(): size for name, size in sizes.items()}
        total = sum(known.get(found[1], 0) for found in _REFERENCE_BYTES.finditer(data))
        if total > max(MAX_GROWTH * len(data), MAX_EXPANSION):
            raise EntityError(f"its entities grow to more than {MAX_GROWTH} times the file")

    def _size(self, name: str, sizes: dict[str, int], around: tuple[str, ...]) -> int:
        if name in around:
            raise EntityError(f"the entity {name} contains itself")
        if len(around) > MAX_NESTING:
            raise EntityError(f"the entity {around[0]} contains others more than {MAX_NESTING} deep")
        if name not in sizes:
            text = self.texts[name]
            inner = [found[1] for found in _REFERENCE.finditer(text) if found[1] in self.texts]
            sizes[name] = len(text.encode()) + sum(self._size(one, sizes, (*around, name)) for one in inner)
        return sizes[name]


#: A file with declarations of entities: its name, its bytes; ("", b"") for none.
Declarations = tuple[str, bytes]
NONE: Declarations = ("", b"")
