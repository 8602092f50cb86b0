"""Whether a file may be opened at all: its bytes are looked at here before any native code draws them.

`syntax` parses PDF objects, `structure` finds them in a file, `streams` measures what is compressed, `vault` takes encryption off,
`scripts` knows which scripts only check what is typed, `document` and `picture` decide. Everything spends from one `budget`.
"""
