"""The bucket behind `Documents`, and the presigned addresses by which people reach it."""

import struct
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from botocore.exceptions import ClientError

from coverwatch.application.ports import ObjectHead, Picture
from coverwatch.application.records import Upload

GONE = frozenset({"404", "405", "NoSuchKey", "NoSuchVersion", "MethodNotAllowed"})  # 405 is S3's answer for a delete marker
FILE_NAME = "file-name"  # as metadata, percent-encoded: S3 takes ASCII only
UPLOAD_TIME = timedelta(minutes=15)
DOWNLOAD_TIME = timedelta(minutes=1)
PICTURE_TIME = timedelta(minutes=15)  # a page is looked at for longer than a download takes to begin
PNG = b"\x89PNG\r\n\x1a\n"
PNG_HEADER = struct.Struct(">8s4x4sII")  # signature, then the first chunk: its name, width, height


class NotDestroyed(Exception):
    """S3 kept some objects that were to be deleted: the whole is asked again."""


class Bucket:
    """`Documents` in S3."""

    def __init__(self, s3: Any, name: str) -> None:
        self._s3 = s3
        self.name = name

    def get(self, key: str, version_id: str | None = None) -> bytes | None:
        try:
            content: bytes = self._s3.get_object(Bucket=self.name, Key=key, **_version(version_id))["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in GONE:
                return None
            raise
        return content

    def head(self, key: str, version_id: str | None = None) -> ObjectHead | None:
        try:
            answer = self._s3.head_object(Bucket=self.name, Key=key, **_version(version_id))
            return ObjectHead(answer["ContentLength"], unquote(name) if (name := answer["Metadata"].get(FILE_NAME)) else None)
        except ClientError as error:
            if error.response["Error"]["Code"] in GONE:
                return None
            raise

    def put(self, key: str, content: bytes, content_type: str, file_name: str | None = None) -> None:
        metadata = {FILE_NAME: quote(file_name, safe=" ")} if file_name else {}
        self._s3.put_object(Bucket=self.name, Key=key, Body=content, ContentType=content_type, Metadata=metadata)

    def versions(self, prefix: str) -> Iterator[Upload]:
        for page in self._s3.get_paginator("list_object_versions").paginate(Bucket=self.name, Prefix=prefix):
            for version in page.get("Versions", ()):
                yield Upload(
                    bucket=self.name,
                    key=version["Key"],
                    version_id=version["VersionId"],
                    size=version["Size"],
                    uploaded_at=version["LastModified"],
                )

    def destroy(self, folder: str) -> int:
        destroyed = 0
        for page in self._s3.get_paginator("list_object_versions").paginate(Bucket=self.name, Prefix=folder):
            found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
            if found:
                named = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in found]
                answer = self._s3.delete_objects(Bucket=self.name, Delete={"Objects": named, "Quiet": True})
                if answer.get("Errors"):
                    raise NotDestroyed(", ".join(sorted({error["Code"] for error in answer["Errors"]})))
                destroyed += len(found)
        return destroyed

    def destroy_version(self, key: str, version_id: str) -> None:
        self._s3.delete_object(Bucket=self.name, Key=key, VersionId=version_id)

    def address(self, key: str, version_id: str | None = None, file_name: str | None = None) -> str:
        """A presigned GET for a minute; the browser keeps the file under that name, and never shows it as a page of ours."""
        kept_as = f"attachment; filename*=UTF-8''{quote(file_name, safe='')}" if file_name else "attachment"
        where = {"Bucket": self.name, "Key": key, "ResponseContentDisposition": kept_as, **_version(version_id)}
        address: str = self._s3.generate_presigned_url("get_object", Params=where, ExpiresIn=int(DOWNLOAD_TIME.total_seconds()))
        return address

    @property
    def origin(self) -> str:
        parts = urlsplit(self._s3.generate_presigned_url("get_object", Params={"Bucket": self.name, "Key": "any"}))
        return f"{parts.scheme}://{parts.netloc}"

    def picture(self, key: str) -> Picture | None:
        try:
            answer = self._s3.get_object(Bucket=self.name, Key=key, Range=f"bytes=0-{PNG_HEADER.size - 1}")
        except ClientError as error:
            if error.response["Error"]["Code"] in GONE:
                return None
            raise
        header = answer["Body"].read()
        if len(header) < PNG_HEADER.size or not header.startswith(PNG):
            return None
        _, _, width, height = PNG_HEADER.unpack(header)
        seconds = int(PICTURE_TIME.total_seconds())
        address = self._s3.generate_presigned_url("get_object", Params={"Bucket": self.name, "Key": key}, ExpiresIn=seconds)
        return Picture(address, width, height)

    def upload_form(self, key: str, file_name: str | None, largest: int, back_to: str | None = None) -> dict[str, Any]:
        """A presigned POST (`url`, `fields`) that binds the key, the size in bytes and where it leads back to, for 15 minutes."""
        fields = {f"x-amz-meta-{FILE_NAME}": quote(file_name, safe=" ")} if file_name else {}
        fields |= {"success_action_redirect": back_to} if back_to else {}
        form: dict[str, Any] = self._s3.generate_presigned_post(
            self.name,
            key,
            Fields=fields,
            Conditions=[["content-length-range", 1, largest], *({name: value} for name, value in fields.items())],
            ExpiresIn=int(UPLOAD_TIME.total_seconds()),
        )
        return form


def _version(version_id: str | None) -> dict[str, str]:
    return {"VersionId": version_id} if version_id else {}
