"""What a document is to be read for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """How to read. `first` is the page to begin with.

    `analysed`: tables, pairs and signatures too. `rasterise`: render a PDF's pages and recognise them, whatever their layer says.
    `synchronous`: Textract answers at once, so one page is all it takes.
    """

    analysed: bool = False
    rasterise: bool = False
    synchronous: bool = False
    first: int = 1
