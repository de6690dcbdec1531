"""What authors can ask for, one file a command: each has ``add_arguments`` and ``run``, which returns the exit code."""
