"""The weights of worker/stages/link/score.py, judged: python -m tests.tuning LABELLED.jsonl ...

streams   news of which it is known what tells of one event: labelled files, the scenarios, one desk's look-alikes
choices   each report with the events that it could join, while all of them are put where they belong
search    what becomes of the reports, and the moves of single weights by which fewer of them go wrong
"""
