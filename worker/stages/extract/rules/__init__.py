"""The named rules that make mentions of harmed people from the chunks of a sentence. `table` lists them."""
