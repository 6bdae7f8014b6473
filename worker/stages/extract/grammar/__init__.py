"""Text to sentences, words, numbers and chunks: what a sentence is made of, before anything is said of harm."""
