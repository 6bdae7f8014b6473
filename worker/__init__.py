"""Tollwatch: reads news feeds for casualty figures and alerts once per event."""

__version__ = "0.1.0"
