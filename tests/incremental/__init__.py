"""The proof of incremental builds: random sites and random edits, after each of which a build equals a clean one, byte for byte.

A *chain* is a site and a row of steps; a *step* is some edits, and a build after them into the same
output, with the caches that are there. Beside it a fresh copy of the sources is built elsewhere, with
no cache. Output (names, kinds, modes, bytes), problems and exit code must be the same, and so must be
what the build has done to the sources. What fails is made short before it is told.

By hand::

    STEPS=5000 python -m pytest -q tests/test_incremental.py       # as many steps, with other chains
    SEED=7 python -m pytest -q tests/test_incremental.py           # other chains
    python tests/incremental/again.py sidebar 7 'title:3+touch:1/plain:0 body:2/json:0'   # one that was told

A step is written ``edit:number+edit:number/way:number``; from the number follows all that is chosen in it.
A ``!`` at its end says that the sources stay as they are after a build that has failed; else they are put back
to what they were, byte for byte, before the next edit.

Without ``SEED`` the same chains are tried each time. ``SHRINK`` is how many shorter chains are tried where one fails (60).
The chains run beside each other, one for each processor.

``project``  the folder of a site: its sources, and what a build of it is given
``texts``    a text of it, changed
``looks``    the sites: themes of Pelican's, one with a sidebar that reads everything, our own
``kinds``    the kinds of edits there are; the ``*_edits`` modules hold them
``chains``   chains as data: drawn, written in a line, read again
``preloaded`` a process that forks a build at each request
``builds``   a build, also one that is killed, fails at an operation, or has another beside it
``judging``  one step: the edits, both builds, and what differs
``running``  chains of steps, several at once
``shrinking`` a shorter chain that fails too
"""
