"""The hints that stand in the source: every piece of text that may follow "hint: ", beside a gap or below a no of the
doctor. A reader of C++ that knows how this program writes errors, no more."""
import pathlib
import re

# What begins a value that ends in a hint, and how many of its members come before it.
ENDS_IN_A_HINT = re.compile(
    r"(?:\bError\{|\bFault\{|\bGap\{|\bConfigFile\{|\breject\(|return \{ErrorKind::|\bfailed\(|\babsent\(|"
    r"= \{ErrorKind::|\bTimeLimit\{|\brefused\()")
NAMED = re.compile(r"constexpr std::string_view k\w*(?:Hint|Remedy|NameThem)\s*=\s*")
ASSIGNED = re.compile(r"\b(?:hint|\w+\.hint|\w+->hint)\s*(?:=|\+=)\s*")
SAID_BY_DOCTOR = re.compile(r"remedies\.(?:push_back|emplace_back)\(")
FUNCTION = re.compile(r"^(?:\[\[nodiscard\]\] )?[\w:<>]*(?:string|string_view)[\w:<>&]* (?:\w+::)?(\w*(?:hint|remed)\w*)\(", re.M)
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
SEPARATORS = {"(": ")", "{": "}", "[": "]"}


def without_comments(text):
    return re.sub(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*', lambda found: found[1] or "", text)


def end_of(text, start, stop):
    """Where, from `start` on, one of `stop` stands outside all brackets and quotes."""
    depth = 0
    while start < len(text):
        char = text[start]
        if char == '"':
            start = LITERAL.match(text, start).end() if LITERAL.match(text, start) else start + 1
            continue
        if char == "'" and text[start + 1:start + 2]:
            start += 4 if text[start + 1] == "\\" else 3
            continue
        if depth == 0 and char in stop:
            return start
        depth += (char in SEPARATORS) - (char in SEPARATORS.values())
        if depth < 0:
            return start
        start += 1
    return start


def members(text, start):
    """The members of the bracket that opened just before `start`."""
    found = []
    while True:
        end = end_of(text, start, ",")
        found.append(text[start:end])
        if end >= len(text) or text[end] != ",":
            return found
        start = end + 1


def literals(text):
    """The texts in a piece of source; those that stand side by side are one."""
    joined = re.sub(r'"\s*\n?\s*"', "", text)
    return [found.replace('\\"', '"') for found in LITERAL.findall(joined)]


def is_said(literal):
    """A hint is words: two at least, and no code."""
    return len(re.findall(r"[A-Za-z]{2,}", literal)) >= 2


def hints_of(text):
    # What is looked for in the words of others is no hint.
    text = re.sub(r'\bcontains\([^"]*"[^"]*(?:\\"[^"]*)*"\)', "true", without_comments(text))
    for found in NAMED.finditer(text):
        yield from literals(text[found.end():end_of(text, found.end(), ";")])
    for found in ASSIGNED.finditer(text):
        yield from literals(text[found.end():end_of(text, found.end(), ";")])
    for found in SAID_BY_DOCTOR.finditer(text):
        yield from literals(text[found.end():end_of(text, found.end(), ";")])
    for found in ENDS_IN_A_HINT.finditer(text):
        parts = members(text, found.end())
        # A gap has a namespace, a subject, a reason and a detail before it; an error a kind and a message.
        for part in parts[4:] if found[0] == "Gap{" or "GapSubject" in text[found.end():found.end() + 80] else parts[2:]:
            yield from literals(part)
    for found in FUNCTION.finditer(text):
        body = text.find("{", end_of(text, found.end(), ")"))
        semicolon = text.find(";", found.end())
        if body < 0 or (0 <= semicolon < body):
            continue  # declared only
        yield from literals(text[body:end_of(text, body + 1, "}")])


def all_hints(source):
    """{hint: file}, of all files below src."""
    found = {}
    for file in sorted((pathlib.Path(source) / "src").rglob("*.?pp")):
        for hint in hints_of(file.read_text(encoding="utf-8")):
            if is_said(hint):
                found.setdefault(hint, str(file.relative_to(source)))
    return found


if __name__ == "__main__":
    import sys
    for each, where in all_hints(sys.argv[1]).items():
        print(f"{where}: {each}")
