"""The words by which short English phrases are read in parts."""

from __future__ import annotations

__all__ = ["ADJECTIVES", "BESIDE", "DENYING", "DETERMINERS", "EXCLUSIONS", "JOINTS", "LEADS", "RELATIONS", "SENTENCE"]

_LEADS = """
show me all the, show me all, show me the, show me, show all, show, find me, find all the, find all, find the, find,
search for, look for, looking for, i am looking for, i want to see, where are there, where is there, where are the,
where is the, where are, where is, are there any, are there, is there, pictures of, pictures with, images of,
images with, tiles with, places with, areas with, an image of, a picture of
"""
_EXCLUSIONS = """
but without, and without, but with no, and with no, but no, but not, and no, and not, with no, without, excluding,
except for, except, no, not
"""
_SENTENCE = """
am are be been being but can could did do does had has have he how i if is it its might must nor not one ones she
should such than that their them then there these they this those was we were what when where which while who whose
why will would you
"""
_RELATIONS = """
above across after against along alongside among around at before behind below beside besides between by crossing down
during for from in inside into like near nearby of off on onto opposite out outside over past surrounded through to
toward towards under up upon via with within
"""
_ADJECTIVES = """
bare big black blue bright brown clean coloured colored curved damaged dark deep dense destroyed dirty dry empty flat
flooded full golden gray green grey high huge irregular large left light little long low narrow new north old orange
parallel pink purple rectangular red rich right round ruined shallow short small south sparse square steep straight
tall thick thin tiny triangular wet white wide yellow young
"""


_DENYING = """
not no never nor nothing none without cannot can't isn't aren't wasn't weren't hasn't haven't doesn't don't didn't
"""


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in text.split(","))


DENYING = frozenset(_DENYING.split())
"""Words that deny what comes after them, and that an embedder of sentences hardly hears."""
LEADS = _phrases(_LEADS)
"""What people say before they say what: left out where the rest is read in parts."""
EXCLUSIONS = _phrases(_EXCLUSIONS)
"""What follows shall be missing; longer ones before those that they begin with."""
BESIDE = _phrases("beside, next to, alongside, adjacent to")
JOINTS = frozenset(("and", "or", "nor"))
SENTENCE = frozenset(_SENTENCE.split())
"""A phrase with one of these is a sentence, or has a clause."""
RELATIONS = frozenset(_RELATIONS.split())
"""What follows belongs to what stands before: a list cannot be cut there without a loss."""
DETERMINERS = frozenset(("a", "all", "an", "any", "both", "few", "many", "more", "much", "several", "some", "the"))
ADJECTIVES = frozenset(_ADJECTIVES.split())
"""Where one stands alone before "and", it shares the noun after it: "black and white cars"."""
