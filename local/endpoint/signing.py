"""AWS's fourth signature, and how S3 says that it does not take one."""

import hashlib
import hmac
from collections.abc import Mapping
from xml.sax.saxutils import escape

from local.web import Response

ALGORITHM = "AWS4-HMAC-SHA256"
SCOPE_PARTS = 4


class RefusedError(Exception):
    """S3 would not do it; carries S3's own code and status."""

    def __init__(self, status: int, code: str, message: str, **details: object) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.details = details

    def response(self) -> Response:
        """The error as S3 answers it."""
        told = {"Code": self.code, "Message": str(self), **self.details}
        body = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in told.items())
        xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{body}</Error>'
        return Response(self.status, (("Content-Type", "application/xml"),), xml.encode())


def check_signature(credential: str, text: str, given: str, secrets_by_key: Mapping[str, str]) -> None:
    """Raises RefusedError unless `given` is the signature of `text` by the credential (key/date/region/service/aws4_request)."""
    access_key, *scope = credential.split("/")
    if access_key not in secrets_by_key:
        raise RefusedError(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
    key = f"AWS4{secrets_by_key[access_key]}".encode()
    for part in scope:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    expected = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    if len(scope) != SCOPE_PARTS or not hmac.compare_digest(expected, given):
        message = "The request signature we calculated does not match the signature you provided. Check your key and signing method."
        raise RefusedError(403, "SignatureDoesNotMatch", message)


def old_signature() -> RefusedError:
    """What boto3 still makes by itself where a region once took it; buckets made after June 2020 do not."""
    return RefusedError(400, "InvalidRequest", f"The authorization mechanism you have provided is not supported. Please use {ALGORITHM}.")
