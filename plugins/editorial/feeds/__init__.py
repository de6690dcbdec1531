"""Feeds: which there are, what is in each, and their three formats; a feed is a list of texts, the last changed first."""
