"""Charts: where everything stands in the pictures of years, of overlap and of time. Geometry only; templates draw it.

Lengths are user units of a viewBox 320 wide, with the origin at the top left: on the smallest phone a
unit is 0.85 px, in a wide window 1.5 px. Coordinates have one decimal, so that a page is
the same byte for byte. The ``y`` of a text is its baseline.
"""
