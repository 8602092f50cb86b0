"""How records lie in the table: a release that adds a field knows what the release before it wrote."""

from dataclasses import dataclass, field, fields, replace

from coverwatch.application.records import CertificateRecord
from coverwatch.aws.items import stamp
from tests.application.offices import a_record


@dataclass(frozen=True, slots=True, kw_only=True)
class NextReleasesRecord(CertificateRecord):
    """A certificate's record with what a later release might add."""

    noted: str | None = None
    pictures: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


def as_the_next_release_reads_it(record: CertificateRecord) -> NextReleasesRecord:
    return NextReleasesRecord(**{kept.name: getattr(record, kept.name) for kept in fields(record)})


def test_a_field_that_is_added_leaves_what_is_under_way_as_it_was() -> None:
    record = a_record(detection_job="job-1", attempt=1)

    assert stamp(as_the_next_release_reads_it(record)) == stamp(record)


def test_two_states_of_a_record_never_have_one_stamp() -> None:
    states = [a_record(), a_record(attempt=1), a_record(detection_job="job-1"), a_record(pages=2), a_record(flags=("REPAIRED",))]

    assert len({stamp(state) for state in states}) == len(states)
    assert stamp(replace(as_the_next_release_reads_it(a_record()), noted="x")) != stamp(a_record())
