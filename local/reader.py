"""The local Textract in the stack: it reads from the stack's bucket, tells the stack's topics, and works while requests go on."""

from collections.abc import Callable
from concurrent.futures import Executor

from botocore.exceptions import ClientError

from local.pump.surroundings import Surroundings
from local.textract import LocalTextract


def open_textract(around: Surroundings, jobs: Executor) -> LocalTextract:
    """A Textract whose jobs run on `jobs`; the stack is busy as long as one runs."""

    def fetch(bucket: str, key: str, version: str | None) -> bytes:
        asked = {"Bucket": bucket, "Key": key} | ({"VersionId": version} if version else {})
        try:
            content: bytes = around.clients("s3").get_object(**asked)["Body"].read()
        except ClientError as error:
            raise LookupError(f"s3://{bucket}/{key}: {error}") from error
        return content

    def publish(topic_arn: str, message: str) -> None:
        around.clients("sns").publish(TopicArn=topic_arn, Message=message)

    def defer(work: Callable[[], None]) -> None:
        number = around.activity.begin("a Textract job")

        def run() -> None:
            try:
                work()
            finally:
                around.activity.end(number)

        jobs.submit(run)

    return LocalTextract(fetch, publish, defer, clock=around.clock.now)
