"""What staff may ask and not get, as typed failures: refused for a reason, or overtaken by somebody else."""


class Refused(Exception):
    """What was asked makes no sense here: `code` is stable, `sentence` is for people, `field` the property of the body that is at fault.

    `known` lists what would have been understood, where that is a short list.
    """

    def __init__(self, code: str, sentence: str, field: str = "", known: tuple[str, ...] = ()) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.field = field
        self.known = known


class VersionMoved(Exception):
    """The vendor has changed since the caller looked: `version` is the one that it has now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the vendor is at version {version}")
        self.version = version
