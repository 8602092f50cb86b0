"""The invariants of the notices over a year of 200 vendors that behave as vendors do."""

from tests.notices.year import simulate


def test_a_year_of_two_hundred_vendors_keeps_every_promise():
    """Every vendor was told each step that was due and not held; nobody more often than the cap, twice the same, or after the renewal."""
    counts, wrong = simulate(seed=1)

    print("\n".join(f"{count:7,}  {name}" for name, count in sorted(counts.items())))
    assert wrong == []
    enough = {"filed expiring": 500, "filed expired": 400, "filed cancellation": 80, "filed deficiency": 150, "filed thanks": 200}
    assert {name: counts[name] for name, least in enough.items() if counts[name] < least} == {}, "the year was too quiet to prove anything"
    assert counts["assessments"] < counts["vendors"] * counts["days"] / 8, "vendors are looked at when something is due, not every day"
