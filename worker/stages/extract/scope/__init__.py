"""What a figure covers, whether it happened, when, and who says so. `judge` is the way in."""
