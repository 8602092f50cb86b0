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

RAILS = {"CLAIMS-MADE": 54.0, "OCCUR": 126.0, "SCHEDULED": 126.0, "NON-OWNED": 126.0}
"""Labels beside a rail: their left edge in points. AUTOS and AUTOS ONLY below the latter two follow them."""

BEFORE_ITS_LABEL = 18.0
"""Points from a box's left edge to its label."""
