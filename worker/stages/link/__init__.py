"""Link: report + candidate events -> this event or a new one, with the reason; an event's counts from its reports.

features  what is compared: hashed weighted terms, and the keys that find candidates
hours     the part of the day, marks the sites, streets, ages and magnitudes, persons the names that tell twins of one town apart
copies    the same wire story again
score     how well a report fits an event, in named parts
sums      what sums up several events
join      the decision
rulings   what a person said comes first
ledger    low, best and high of an event from what its sources say
"""
