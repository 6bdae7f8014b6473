"""Where it happened: names, what stands around them, and what they mean beside each other. `scene` is the way in."""
