"""What a hint's test is made of: how the situation is met in which the hint is given, and what comes when it is
followed to the letter."""
import re

FOLLOWERS = {}  # the hint as it stands in the source -> the function that follows it
ELSEWHERE = {}  # the hint -> the test that follows it, and which


def follows(*hints):
    """Marks a function as what follows these hints: it yields what is not as they promise."""
    def mark(function):
        for hint in hints:
            assert hint not in FOLLOWERS, hint
            FOLLOWERS[hint] = function
        return function
    return mark


def followed_by(test, *hints):
    for hint in hints:
        ELSEWHERE[hint] = test


def told(hint):
    """A pattern of how the hint is printed: anything where the source leaves a place, any white space for a blank."""
    parts = re.split(r"\{\w*\}", hint.replace("\\\\", "\\").replace("\\n", "\n"))
    return re.compile(".*".join(r"\s+".join(re.escape(word) for word in re.split(r"\s+", part)) for part in parts), re.S)


def is_told(hint, text):
    return told(hint).search(text) is not None
