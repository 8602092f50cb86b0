"""Which of a form's scripts only check what is typed: licensed forms carry such scripts, so a script alone is no reason to refuse.

An allow list over tokens, not an interpreter. Nothing here ever runs a script, and neither does our pdfium; it is the person who opens
the original in another viewer that is protected.
"""

import re
from collections.abc import Iterable

_TOKEN = re.compile(
    r"\s+|//[^\r\n\x80-\U0010ffff]*+|/\*.*?\*/"
    r"|(?P<string>\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+')"
    r"|(?P<word>[A-Za-z_$][\w$]*+)"
    r"|(?P<number>\d[\w.]*+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_PATTERN = re.compile(r"/(?![/*])(?:[^/\\\[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.)*+\])++/[gim]*")
_PATTERN_FOLLOWS = frozenset("=(,:!&|?;{[") | {"return"}
"""Where a slash can only begin a pattern; elsewhere what follows is looked at as code."""

_MEMBERS = re.compile(
    r"""(?x) (?: value | change | changeEx | rc | willCommit | target | name | selStart | selEnd | keyDown | modifier | shift | source
    | alert | beep | getField | page | display | readonly | required | textColor | fillColor | currentValueIndices
    | length | test | exec | match | replace | search | split | join | slice | substring | substr | indexOf | lastIndexOf
    | charAt | charCodeAt | fromCharCode | toUpperCase | toLowerCase | toString | valueOf | toFixed | trim | concat | push | pop | reverse
    | abs | floor | ceil | round | max | min | pow | PI | printd | scand | printx | parse | calculateNow
    | getDate | getMonth | getFullYear | getYear | getTime | getDay | getHours | getMinutes | setDate | setMonth | setFullYear ) \Z"""
)
"""What a script may name after a dot: the event, text, numbers, dates, an alert. Anything that reaches outside is missing."""
_WORDS = re.compile(
    r"""(?x) (?: break | case | catch | continue | default | do | else | false | finally | for | function | if | in | instanceof | new
    | null | return | switch | this | throw | true | try | typeof | undefined | var | void | while | app | event | util | getField
    | Array | Boolean | Date | Math | NaN | Number | RegExp | String | isFinite | isNaN | parseFloat | parseInt ) \Z"""
)
_CALLED = re.compile(
    r"""(?x) (?: catch | for | function | if | return | switch | typeof | while | getField | Array | Boolean | Date | Number | RegExp
    | String | isFinite | isNaN | parseFloat | parseInt ) \Z"""
)
_BUILT_IN = re.compile(r"AF(?:Number|Percent|Date|Time|Special|Range|Simple|Make|Parse|Merge|Extract|String)\w*\Z")
"""The checks that every viewer brings for its own field formats."""
_FORBIDDEN = re.compile(
    r"(?i)eval|function\Z|settimeout|setinterval|escape|import|export|constructor|prototype|submit|mail|launch|open|geturl|soap|net\Z"
    r"|adbc|collab|spell|media|annot|execmenu|trusted|newdoc|delete|insert|replacepages|extract|save|embed|attach|data"
)
"""Of names that a script must not even declare: they would stand for the viewer's own."""

_HTML_COMMENTS = ("<!--", "-->")

MAX_CHARACTERS = 200_000

_Tokens = list[str]


def declared_names(scripts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What the document's scripts define between them: names of functions, and all names, parameters and variables included."""
    functions: set[str] = set()
    names: set[str] = set()
    for script in scripts:
        tokens = _tokens(script) or []
        for position, word in enumerate(tokens):
            following = tokens[position + 1 : position + 2]
            if word == "function":
                end = tokens.index(")", position) if ")" in tokens[position : position + 40] else position
                names.update(filter(_is_word, tokens[position + 1 : end]))
                functions.update(filter(_is_word, following))
            elif word in {"var", "catch"}:
                names.update(filter(_is_word, following if word == "var" else tokens[position + 2 : position + 3]))
    return frozenset(functions), frozenset(names)


def only_checks_what_is_typed(script: str, declared: tuple[frozenset[str], frozenset[str]], *, runs_by_itself: bool) -> bool:
    """True for a script that names nothing outside the allow list; one that `runs_by_itself` may besides only define functions."""
    functions, names = declared
    tokens = _tokens(script)
    if tokens is None or not all(
        _harmless(before, word, after, functions, names) for before, word, after in zip(["", *tokens], tokens, [*tokens[1:], ""])
    ):
        return False
    return not runs_by_itself or _only_defines(tokens)


def _harmless(before: str, word: str, after: str, functions: frozenset[str], names: frozenset[str]) -> bool:
    if word == "[":  # a computed member can name anything
        return before in {"return", "in"} or not (_is_word(before) or before in {")", "]", '""'})
    if not _is_word(word) or word == "function":
        return True
    if before == ".":
        return bool(_MEMBERS.match(word))
    if _BUILT_IN.match(word):
        return True
    if _WORDS.match(word):
        return after != "(" or bool(_CALLED.match(word))
    if _FORBIDDEN.match(word):
        return False
    return word in functions or after == ":" or (word in names and after != "(")


def _tokens(script: str) -> _Tokens | None:
    """Words, marks, and `""` for every literal; None for what a plain script does not contain."""
    script = script.rstrip("\0")
    if len(script) > MAX_CHARACTERS:
        return None
    tokens: _Tokens = []
    position = 0
    while match := _TOKEN.match(script, position):
        position = match.end()
        kind = match.lastgroup
        if kind is None:
            continue
        text = match[kind]
        if text in {"\\", "`", "\0"} or (kind == "mark" and not text.isascii()) or script.startswith(_HTML_COMMENTS, match.start()):
            return None
        if text == "/" and (not tokens or tokens[-1] in _PATTERN_FOLLOWS) and (pattern := _PATTERN.match(script, match.start())):
            position = pattern.end()
            kind = "string"
        tokens.append('""' if kind in {"string", "number"} else text)
    return tokens


def _is_word(word: str) -> bool:
    return word[:1].isalpha() or word[:1] in {"_", "$"}


def _only_defines(tokens: _Tokens) -> bool:
    """Nothing but `function NAME(…) {…}` at the outermost level, and `var NAME = literal;`."""
    position = 0
    while position < len(tokens):
        word = tokens[position]
        if word == ";":
            position += 1
        elif word == "function" and position + 1 < len(tokens) and _is_word(tokens[position + 1]):
            end = _closing(tokens, position)
            if end is None:
                return False
            position = end + 1
        elif word == "var" and tokens[position + 2 : position + 5 : 2] == ["=", ";"] and tokens[position + 3] == '""':
            position += 5
        else:
            return False
    return True


def _closing(tokens: _Tokens, start: int) -> int | None:
    depth = 0
    for position in range(start, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[position], 0)
        if tokens[position] == "}" and depth <= 0:
            return position if depth == 0 else None
    return None
