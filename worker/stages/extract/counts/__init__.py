"""The figures of one event weighed against each other: which add, repeat, are parts, or are newer. `count` is the way in."""
