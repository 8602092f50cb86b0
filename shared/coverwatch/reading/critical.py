"""The fields that compliance rests on, whatever the requirement set: without them a certificate waits for a person."""

from coverwatch.reading.rows import AGGREGATE_BOXES, AUTO_BOXES, OTHER_LIMITS, ROWS

CRITICAL_FIELDS: frozenset[str] = frozenset(
    {
        "NamedInsured_FullName_A",
        *AGGREGATE_BOXES,
        *AUTO_BOXES,
        *(name for pair in OTHER_LIMITS for name in pair),
        *(
            name
            for row in ROWS
            for name in (
                row.letter,
                row.number,
                row.effective,
                row.expiration,
                row.additional_insured,
                row.waiver,
                row.own_box,
                row.occurrence,
                row.claims_made,
                *row.limits.values(),
                *row.others.values(),
            )
            if name is not None
        ),
    }
)
"""Named insured, and per row its boxes, insurer letter, number, dates, limits, ADDL INSD, SUBR WVD (the contract's default)."""
