"""The machinery that builds: any Pelican site, nothing dropped without a word, all or nothing.

Knows Pelican; knows no themes and no papers.
"""
