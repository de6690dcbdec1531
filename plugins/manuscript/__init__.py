"""The leaf both rooms stand on: a source file as text with positions, and the problems found in it."""
