"""What is published and how it hangs together: themes, evidence, reading lists, relations, citations.

Pure: no Pelican, no clock, no network.
"""
