"""What a paid call costs, known before it is made."""

PRICES_PER_PAGE = {
    "StartDocumentTextDetection": 1_500,
    "StartDocumentAnalysis:FORMS,TABLES": 65_000,
}
"""Millionths of a dollar, us-east-1, list prices as of 2026-11-01 (aws.amazon.com/textract/pricing)."""


class PriceUnknown(Exception):
    """A paid call without a known price is not made."""


def cost_of(operation: str, pages: int) -> int:
    """Millionths of a dollar for an operation on that many pages. Raises PriceUnknown."""
    if operation not in PRICES_PER_PAGE:
        raise PriceUnknown(operation)
    return PRICES_PER_PAGE[operation] * pages
