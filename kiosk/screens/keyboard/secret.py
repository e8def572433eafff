"""Characters that leave no copy behind: bytes that are overwritten."""

__all__ = ["Secret"]

BYTES_A_CHARACTER_MAX = 4


class Secret:
    """Room for so many characters from the start: a bytearray that grows would leave its old bytes.

    Single characters go in and out; a word of them is never made a string.
    """

    def __init__(self, length_max: int) -> None:
        self._bytes = bytearray(length_max * BYTES_A_CHARACTER_MAX)
        self._length_max = length_max
        self._ends = [0]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, character: str) -> None:
        """One more character, while there is room."""
        if len(self) == self._length_max:
            return
        start, coded = self._ends[-1], character.encode()
        self._bytes[start : start + len(coded)] = coded
        self._ends.append(start + len(coded))

    def erase(self) -> None:
        """The last character, if there is one."""
        if len(self):
            end = self._ends.pop()
            self._overwrite(self._ends[-1], end)

    def wipe(self) -> None:
        self._overwrite(0, len(self._bytes))
        self._ends = [0]

    def copy(self) -> bytearray:
        """The bytes that are used; whoever takes them overwrites them."""
        return self._bytes[: self._ends[-1]]

    def is_like(self, other: "Secret") -> bool:
        """The same characters; both copies are overwritten."""
        own, others = self.copy(), other.copy()
        try:
            return own == others
        finally:
            own[:], others[:] = bytes(len(own)), bytes(len(others))

    def characters(self) -> tuple[str, ...]:
        pairs = zip(self._ends, self._ends[1:], strict=False)
        return tuple(self._bytes[start:end].decode() for start, end in pairs)

    def _overwrite(self, start: int, end: int) -> None:
        self._bytes[start:end] = bytes(end - start)
