"""Which phrases belong to which verb, and how many people a phrase counts."""
