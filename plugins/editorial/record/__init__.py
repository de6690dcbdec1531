"""The publication record: what has been published, for good: permanent ids, addresses, dates, changes."""
