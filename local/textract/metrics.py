"""How letters are spaced, as a share of their size: the facts of Helvetica, which most print resembles closely enough."""

METRICS: dict[str, tuple[int, int, int]] = {
    "A": (1, 64, 1),
    "B": (7, 55, 4),
    "C": (4, 64, 4),
    "D": (8, 59, 5),
    "E": (9, 50, 8),
    "F": (9, 50, 3),
    "G": (5, 66, 7),
    "H": (8, 57, 8),
    "I": (9, 10, 9),
    "J": (2, 41, 7),
    "K": (8, 59, 0),
    "L": (8, 46, 2),
    "M": (7, 69, 7),
    "N": (8, 57, 8),
    "O": (4, 70, 4),
    "P": (9, 54, 4),
    "Q": (4, 70, 4),
    "R": (9, 60, 4),
    "S": (5, 57, 5),
    "T": (1, 58, 1),
    "U": (8, 56, 8),
    "V": (2, 63, 2),
    "W": (2, 91, 2),
    "X": (2, 63, 2),
    "Y": (1, 64, 1),
    "Z": (2, 56, 2),
    "a": (4, 49, 3),
    "b": (6, 46, 4),
    "c": (4, 45, 1),
    "d": (4, 46, 6),
    "e": (4, 48, 4),
    "f": (1, 25, 2),
    "g": (4, 46, 6),
    "h": (6, 43, 7),
    "i": (7, 9, 7),
    "j": (-2, 17, 7),
    "k": (7, 43, 0),
    "l": (7, 9, 7),
    "m": (6, 70, 6),
    "n": (6, 43, 6),
    "o": (4, 49, 3),
    "p": (6, 46, 4),
    "q": (4, 46, 6),
    "r": (8, 26, 0),
    "s": (3, 43, 4),
    "t": (1, 24, 2),
    "u": (7, 42, 7),
    "v": (1, 48, 1),
    "w": (1, 70, 1),
    "x": (1, 48, 1),
    "y": (1, 48, 1),
    "z": (3, 44, 3),
    "0": (4, 48, 4),
    "1": (10, 26, 20),
    "2": (3, 48, 5),
    "3": (3, 49, 3),
    "4": (2, 50, 3),
    "5": (3, 48, 4),
    "6": (4, 48, 4),
    "7": (4, 49, 3),
    "8": (4, 48, 4),
    "9": (4, 47, 4),
    "!": (9, 10, 9),
    '"': (7, 22, 7),
    "#": (3, 50, 3),
    "$": (3, 49, 4),
    "%": (4, 81, 4),
    "&": (4, 60, 2),
    "'": (6, 7, 6),
    "(": (7, 23, 3),
    ")": (3, 23, 7),
    "*": (4, 31, 4),
    "+": (4, 51, 4),
    ",": (9, 10, 9),
    "-": (4, 24, 4),
    ".": (9, 10, 9),
    "/": (-2, 31, -2),
    ":": (9, 10, 9),
    ";": (9, 10, 9),
    "<": (5, 49, 5),
    "=": (4, 51, 4),
    ">": (5, 49, 5),
    "?": (6, 44, 6),
    "@": (14, 76, 12),
    "[": (6, 19, 3),
    "\\": (-2, 31, -2),
    "]": (3, 19, 6),
    "^": (-1, 50, -1),
    "_": (0, 56, 0),
    "`": (1, 20, 12),
    "{": (4, 25, 4),
    "|": (9, 7, 9),
    "}": (4, 25, 4),
    "~": (6, 46, 6),
}
"""Per character, in hundredths of the size: white before its ink, its ink, white after it."""

USUAL = (5, 50, 5)
"""For any other character."""

SPACE = 0.278


def before(character: str) -> float:
    """White before the character's ink."""
    return METRICS.get(character, USUAL)[0] / 100


def after(character: str) -> float:
    """White after the character's ink."""
    return METRICS.get(character, USUAL)[2] / 100


def ink(character: str) -> float:
    """Width of the character's ink."""
    return METRICS.get(character, USUAL)[1] / 100


def wide(character: str) -> float:
    """From where a character begins to where the next one does."""
    return sum(METRICS.get(character, USUAL)) / 100


def advance(text: str) -> float:
    """How far the text reaches from the ink of its first character to that of its last."""
    return sum(map(wide, text)) - before(text[0]) - after(text[-1])
