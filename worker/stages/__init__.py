"""The six stages as pure functions: no network, disk, Redis, clock or randomness; `now` and the gazetteer are arguments."""
