"""Files that something happened to: bits turned, bytes lost, words of the format in the wrong place. The same ones for the same seed."""

import itertools
from collections.abc import Iterator

_WORDS = (
    b"endobj",
    b"obj",
    b"stream",
    b"endstream",
    b"/Kids",
    b"/Count",
    b"/Length",
    b"/Filter",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"xref",
    b"99999999",
    b"-1",
)


def numbers(seed: int) -> Iterator[int]:
    """Of 31 bits, that look random."""
    states = itertools.accumulate(itertools.repeat(seed), lambda state, _: (state * 6364136223846793005 + 1442695040888963407) % 2**64)
    return (state >> 33 for state in itertools.islice(states, 2, None))


def mutated(content: bytes, seed: int) -> bytes:
    """One to sixteen things happened to it."""
    data = bytearray(content)
    following = numbers(seed)
    for _ in range(2 ** (next(following) % 5)):
        place = next(following) % len(data)
        what = next(following) % 5
        if what < 2:
            data[place] ^= 1 << next(following) % 8
        elif what == 2:
            word = _WORDS[next(following) % len(_WORDS)]
            data[place : place + len(word)] = word
        elif what == 3:
            del data[place : min(place + next(following) % 64, len(data) - 20)]
        else:
            source = next(following) % len(data)
            data[place:place] = data[source : source + next(following) % 200]
    return bytes(data)
