"""The limits of a file that somebody uploads, in one place."""

from __future__ import annotations

#: Bytes of the file itself.
MOST_BYTES = 50 * 1024 * 1024
#: Bytes of everything inside a packed file, once unpacked.
MOST_UNPACKED = 500 * 1024 * 1024
#: How many times larger the content may be than the file, once it is larger than LEAST_BOMB.
MOST_RATIO = 200
LEAST_BOMB = 20 * 1024 * 1024
MOST_PARTS = 5_000
#: Rows with content in one sheet.
MOST_ROWS = 200_000
#: Cells of the rectangle that holds the content of one sheet; the reader keeps all of them.
MOST_CELLS = 8_000_000
