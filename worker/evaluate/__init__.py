"""Scores extraction: against the project's own corpus (corpus) and against labelled documents of any origin (gold)."""
