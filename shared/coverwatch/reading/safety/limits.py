"""How large a document may be. Beyond these no certificate lies, and Textract's own limits (its quotas page, read November 2026)."""

MAX_PDF_BYTES = 25 * 1024 * 1024
MAX_IMAGE_BYTES = 10 * 1024 * 1024
MAX_PAGES = 50

MAX_PAGE_POINTS = 9_000
"""A side of a PDF page: Textract's limit."""

MAX_IMAGE_SIDE = 10_000
"""Pixels, of an image file: Textract's limit."""
MAX_IMAGE_PIXELS = 89_478_485
"""Of an image file: Pillow's own warning, a quarter of a gigabyte of three-byte pixels."""

MAX_PICTURE_SIDE = 20_000
"""Pixels, of a picture inside a PDF: a letter page at 1,200 dpi has 13,200."""
MAX_PICTURE_BYTES = 128 * 1024 * 1024
"""Decoded, of a picture inside a PDF: a letter page in colour at 600 dpi has 101 million."""

MAX_STREAM_BYTES = 64 * 1024 * 1024
"""Unpacked, of anything in a PDF that is not a picture: fonts and drawings stay below ten million."""
