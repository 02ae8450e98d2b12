"""Which lines of a text stand where in the file that it was made from."""

from __future__ import annotations

from difflib import SequenceMatcher

# Comparing takes time by the product of what differs; beyond this, what is equal at both ends, or line by line, has to do.
MOST = 4_000_000


def runs(made: list[str], written: list[str]) -> list[list[int]]:
    """Runs of equal lines: the first line in `made` and in `written`, from 1, and how many there are."""
    front = 0
    while front < min(len(made), len(written)) and made[front] == written[front]:
        front += 1
    back = 0
    while back < min(len(made), len(written)) - front and made[-1 - back] == written[-1 - back]:
        back += 1
    found = [(0, 0, front)]
    inner_made, inner_written = made[front : len(made) - back], written[front : len(written) - back]
    if inner_made and inner_written and len(inner_made) * len(inner_written) <= MOST:
        blocks = SequenceMatcher(None, inner_made, inner_written, autojunk=False).get_matching_blocks()
        found += [(front + block.a, front + block.b, block.size) for block in blocks]
    elif len(inner_made) == len(inner_written):
        # Words were put in place of marks, and no line came or went.
        for at, (one, other) in enumerate(zip(inner_made, inner_written)):
            here, _, count = found[-1]
            if one != other:
                continue
            if here + count == front + at and len(found) > 1:
                found[-1] = (here, here, count + 1)
            else:
                found.append((front + at, front + at, 1))
    found.append((len(made) - back, len(written) - back, back))
    return [[here + 1, there + 1, count] for here, there, count in found if count]
