"""`python -m local.examples DIR`: the example certificates of today, as files to upload."""

import sys
from pathlib import Path

from coverwatch.aws import world
from local.examples import certificates


def main() -> int:
    """Write each certificate under its name."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for example in certificates(world.now().date()):
        (folder / example.filename).write_bytes(example.content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
