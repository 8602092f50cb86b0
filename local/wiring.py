"""What is connected to what, as the template says it: the pump and the gateway work from these."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from local.pump.expressions import Expression
from local.pump.filters import Pattern
from local.workers import FunctionDefinition


@dataclass(frozen=True)
class QueueAddress:
    """One queue; `visibility` in seconds, `dead_letters` the ARN that its redrive policy names."""

    name: str
    url: str
    arn: str
    fifo: bool
    visibility: int
    dead_letters: str | None


@dataclass(frozen=True)
class QueueMapping:
    """Queue → function; `window` in seconds, `concurrency` None for as many as Lambda likes, no `patterns` for every message."""

    queue: QueueAddress
    function_arn: str
    batch_size: int
    window: float
    reports_failures: bool
    concurrency: int | None
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class StreamMapping:
    """Table stream → function; `retries` and `record_age` (seconds) are None for as long as the stream keeps a record."""

    table: str
    stream_arn: str
    function_arn: str
    batch_size: int
    window: float
    reports_failures: bool
    patterns: tuple[Pattern, ...]
    bisects: bool
    retries: int | None
    record_age: int | None
    on_failure: str | None


@dataclass(frozen=True)
class AsynchronousSettings:
    """What becomes of an event that a function fails at: how often it is repeated, and the queue (ARN) that it then goes to."""

    retries: int = 2
    event_age: int = 21600
    on_failure: str | None = None
    dead_letters: str | None = None


@dataclass(frozen=True)
class Schedule:
    """A schedule → function, asynchronously; `input` is the event as text, with the scheduler's placeholders."""

    name: str
    arn: str
    expression: Expression
    zone: ZoneInfo
    function_arn: str
    input: str


@dataclass(frozen=True)
class JwtAuthorizer:
    """Whose tokens an API takes."""

    name: str
    issuer: str
    audience: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """One route of an HTTP API; `method` is ANY for each, `authorizer` None for nobody."""

    method: str
    path: str
    function_arn: str
    authorizer: JwtAuthorizer | None
    scopes: tuple[str, ...]

    @property
    def key(self) -> str:
        """As API Gateway names it: GET /vendors/{id}."""
        return f"{self.method} {self.path}" if self.path != "$default" else "$default"


@dataclass(frozen=True)
class CrossOrigin:
    """An HTTP API's own answer to browsers of other origins."""

    origins: tuple[str, ...]
    methods: tuple[str, ...]
    headers: tuple[str, ...]
    exposed: tuple[str, ...]
    max_age: int | None
    credentials: bool


@dataclass(frozen=True)
class HttpApi:
    """One HTTP API on its $default stage; `access_log` is the file's name and the format of a line."""

    api_id: str
    routes: tuple[Route, ...]
    cross_origin: CrossOrigin | None
    access_log: tuple[str, str] | None


@dataclass(frozen=True)
class MailEvents:
    """A configuration set's events → topic; `kinds` as the template names them: send, bounce …"""

    configuration_set: str
    topic_arn: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class Wiring:
    """Everything that the template connects; functions, queues and settings by ARN."""

    functions: Mapping[str, FunctionDefinition]
    queues: Mapping[str, QueueAddress]
    queue_mappings: tuple[QueueMapping, ...]
    stream_mappings: tuple[StreamMapping, ...]
    asynchronous: Mapping[str, AsynchronousSettings]
    schedules: tuple[Schedule, ...]
    api: HttpApi | None
    mail_events: tuple[MailEvents, ...] = ()
