"""Textract's errors, as its JSON protocol names them."""

HTTP_STATUS = {"InternalServerError": 500}
"""Every other error is a 400, throttling too: Textract's models give no status of their own."""

RETRYABLE = ("ThrottlingException", "ProvisionedThroughputExceededException", "InternalServerError", "LimitExceededException")


class TextractError(Exception):
    """An error answer: `code` as in `__type`, the HTTP status, and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.http_status = HTTP_STATUS.get(code, 400)
