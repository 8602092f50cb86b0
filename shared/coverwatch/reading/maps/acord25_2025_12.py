"""ACORD 25 (2025/12), from second-hand measures: no licensed form was at hand. To be mended here once one is.

Fields and labels are those of 2016/03; parts of the page stand lower. The boxes of TYPE OF INSURANCE stand on two rails, each a fixed
distance before its label, so that their labels tell their places on any form.
"""

PARTS = (
    (0.0, 118.0, 0.0),
    (118.0, 255.0, 13.0),
    (255.0, 600.0, 27.0),
    (600.0, 665.0, 20.0),
    (665.0, 755.0, 8.0),
    (755.0, 792.0, 0.0),
)
"""From and to, in points from the top of 2016/03, and how much lower that part stands."""

RAILS = (54.0, 126.0)
"""Where labels beside the first and the second rail begin, in points."""

ON_RAILS = frozenset({"CLAIMS-MADE", "OCCUR", "SCHEDULED", "NON-OWNED", "AUTOS", "AUTOS ONLY"})
"""Labels that moved to the rail next to which they stood: the first for what stood in the left half of its cell."""

BEFORE_ITS_LABEL = 18.0
"""Points from a box's left edge to its label."""
