"""What functions were told, in a file for each."""

import json
import os
from typing import Any


def write(entry: Any) -> None:
    """Adds a line to this function's file."""
    with open(f"{os.environ['NOTEBOOK']}/{os.environ['AWS_LAMBDA_FUNCTION_NAME']}.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")
