"""Every benchmark that needs no data of yours, one after the other: `make bench`.

`python bench/accuracy.py --corpus DIR` measures on certificates of yours.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run each as its own process, so that none measures what another left in memory; 1 if one of them failed."""
    failed = 0
    for script in sorted(HERE.glob("[a-z]*.py")):
        print(f"\n── {script.stem} " + "─" * 80, flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"bench.{script.stem}"], cwd=HERE.parent, check=False).returncode
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
