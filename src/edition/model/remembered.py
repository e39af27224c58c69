"""Results that are kept as long as what they were made of is the same, within one process."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """The last results of a function without effects, each with the values that it was made of.

    A value is the same if it is the same object, or the same text or bytes: mappings that are equal may have another
    order, on which a result may depend. `most`: how many results are kept; those not used longest go first.
    """

    def __init__(self, make: Callable[..., Made], most: int) -> None:
        self.make = make
        self.made = 0  # how often the function was called
        self._kept: deque[tuple[tuple[object, ...], Made]] = deque(maxlen=most)
        self._lock = Lock()

    def __call__(self, *values: object) -> Made:
        """What the function makes of some values, made now or before."""
        with self._lock:
            found = next((one for one in self._kept if _are_same(one[0], values)), None)
            if found is not None:
                self._kept.remove(found)
                self._kept.append(found)
                return found[1]
        made = self.make(*values)
        with self._lock:
            self.made += 1
            self._kept.append((values, made))
        return made


def _are_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(some) == len(others) and all(
        one is other or (isinstance(one, str | bytes) and type(one) is type(other) and one == other)
        for one, other in zip(some, others, strict=True)
    )
