"""ACORD 25 (2014/01): the grid and labels of 2016/03, the automobile boxes labelled as in 2010/05."""

AUTOMOBILE_LABELS = """
0.0882 0.5066 0.1384 0.5141  6.0 ANY AUTO
0.0882 0.5161 0.1460 0.5237  6.0 ALL OWNED
0.2000 0.5161 0.2605 0.5237  6.0 SCHEDULED
0.0882 0.5237 0.1220 0.5313  6.0 AUTOS
0.2000 0.5237 0.2338 0.5313  6.0 AUTOS
0.2000 0.5311 0.2626 0.5387  6.0 NON-OWNED
0.0882 0.5375 0.1552 0.5451  6.0 HIRED AUTOS
0.2000 0.5388 0.2338 0.5464  6.0 AUTOS
"""
"""left top right bottom points text: instead of 2016/03's labels in the same place."""

AUTOMOBILE_BOXES = (0.06, 0.5, 0.288, 0.55)
"""left top right bottom of the place."""
