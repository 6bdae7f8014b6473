"""The weights of worker/stages/link/score.py, fitted again: python -m tests.tuning LABELLED.jsonl ...

streams   news of which it is known what tells of one event: labelled files, the scenarios, one desk's look-alikes
pairs     each report with the events that it could join, while all of them are put where they belong
fit       logistic regression
"""
