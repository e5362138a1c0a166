#!/usr/bin/env python3
"""include/oomscan/model/unicode_table.hpp says what the Unicode Character Database says: compared with Python's own tables (of
whatever Unicode they are, as far as both know a character), and with Debian's unicode-data where it is installed."""
import pathlib
import re
import subprocess
import sys
import unicodedata

root = pathlib.Path(sys.argv[1])
table = root / "include/oomscan/model/unicode_table.hpp"
text = table.read_text(encoding="utf-8")
ranges = [(int(a, 16), int(b, 16)) for a, b in re.findall(r"\{0x([0-9a-f]+), 0x([0-9a-f]+)\}", text)]
assert len(ranges) > 40, "no table"
assert all(a <= b for a, b in ranges) and all(x[1] + 1 < y[0] for x, y in zip(ranges, ranges[1:])), "not ascending"
unseen = {c for a, b in ranges for c in range(a, b + 1)}

ALWAYS = {"Cc", "Cf", "Zl", "Zp", "Co"}
# Default_Ignorable_Code_Point and Variation_Selector of other categories, by the names of the characters.
FILLERS = re.compile(r"HANGUL (CHOSEONG|JUNGSEONG|HALFWIDTH)? ?FILLER|HALFWIDTH HANGUL FILLER|COMBINING GRAPHEME JOINER"
                     r"|(MONGOLIAN FREE )?VARIATION SELECTOR.*|KHMER VOWEL INHERENT A[QA]|BRAILLE PATTERN BLANK")
wrong = []
for c in range(0x110000):
    category = unicodedata.category(chr(c))
    noncharacter = 0xFDD0 <= c <= 0xFDEF or c & 0xFFFE == 0xFFFE
    if category == "Cs":
        expected = c in unseen  # no UTF-8, never looked up
    elif category == "Cn" and not noncharacter:
        expected = c in unseen  # not known to this Python, or reserved to be ignorable
    else:
        expected = category in ALWAYS or noncharacter or bool(FILLERS.fullmatch(unicodedata.name(chr(c), "")))
    if expected != (c in unseen):
        wrong.append(f"U+{c:04X} {category} {unicodedata.name(chr(c), '')}")
assert not wrong, f"against Unicode {unicodedata.unidata_version} of Python: {wrong[:20]}"

if pathlib.Path("/usr/share/unicode/PropList.txt").exists():
    made = subprocess.run([root / "scripts/make-unicode-table", "/usr/share/unicode", "-"],
                          check=True, capture_output=True, text=True).stdout
    said = re.search(r'kUnicodeVersion = "([\d.]+)"', made)[1]
    assert said != re.search(r'kUnicodeVersion = "([\d.]+)"', text)[1] or made == text, "the table was edited by hand"
