"""Groups from pairs: the smallest sets that hold both sides of every pair given."""

from __future__ import annotations


class Groups:
    """Which of ``n`` things belong together; every root is the smallest member, so order never shows."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def find(self, i: int) -> int:
        """The smallest member known of the group of ``i`` (paths are halved on the way)."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Put two groups together."""
        a, b = sorted((self.find(i), self.find(j)))
        self._parent[b] = a

    def sets(self) -> list[list[int]]:
        """Every group, members ascending, groups by their smallest member; singletons included."""
        found: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            found.setdefault(self.find(i), []).append(i)
        return [found[root] for root in sorted(found)]
