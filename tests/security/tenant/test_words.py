"""Words that a tenant chooses act nowhere: not on a terminal, in a spreadsheet, a JSON reader or a file system."""
import csv
import io
import re
import unicodedata

import world

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\r\x08"
HIDDEN = "\u202egnp.\u202c\u2066\u200b\ufeff\u00ad\U000e0041\u3164"
FORMULA = "=HYPERLINK(\"http://elsewhere.example/\",\"=cmd|' /C calc'!A0\")"
PATH = "../../../../../tmp/oom-scan-owned"
WORDS = (f"{FORMULA} {ESCAPES}{HIDDEN}", f"@{ESCAPES}SUM(1)", f"+{HIDDEN}1\n=1+1", f"-1\t{PATH}", f"{PATH}\x00\n[2J")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Words(world.TenantCheck):
    def write_them(self):
        for number, words in enumerate(WORDS):
            # What a program writes to its termination log, the kubelet says; the rest is in the tenant's hand.
            owner = {"uid": f"uid-{number}", "kind": words, "name": words}
            uid = world.add_pod("tenant", world.TENANT, f"loud-{number}", owner=owner, annotations={"note": words},
                                restartCount=9, image=words, state={"waiting": {"reason": "CrashLoopBackOff", "message": words}},
                                lastState=world.ended("OOMKilled", 137, 60, message=words))
            world.add_event("tenant", world.event(world.TENANT, f"loud-{number}", uid, "BackOff", words))
            world.add_event("tenant", world.event(world.TENANT, PATH + words, f"{PATH}-{number}", "BackOff",
                                                  f"Back-off restarting failed container {words} in pod",
                                                  source={"component": words, "host": words}))

    def assert_quiet(self, text, allowed="\n"):
        acting = {hex(ord(character)) for character in text
                  if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") and character not in allowed}
        self.assertEqual(acting, set())
        for hidden in "\u3164\ufeff\U000e0041":
            self.assertNotIn(hidden, text)

    def test_they_are_words_everywhere(self):
        self.write_them()
        for colour, run in zip(("never", "always"), (self.world.scan("proxy", "--color", "never", "--verbose"),
                                                     self.world.scan("exec", "--color", "always", "--verbose"))):
            with self.subTest(colour):
                said = (run.out + run.err).decode()
                self.assertIn("loud-0", said)
                self.assert_quiet(COLOUR.sub("", said) if colour == "always" else said)
                self.assert_csv(run.csv.decode("utf-8-sig"))
                self.assertFalse([byte for byte in run.json if byte not in b"\n" and not 0x20 <= byte < 0x7F])
                self.assertIn("HYPERLINK", run.json.decode())
                self.assert_files(run)
                self.assertEqual(self.others(run), self.others(self.world.honest["proxy"]))

    def assert_csv(self, text):
        rows = list(csv.reader(io.StringIO(text, newline="")))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        cells = [cell for row in rows for cell in row if cell]
        self.assertTrue([cell for cell in cells if "HYPERLINK" in cell])
        self.assertEqual([cell for cell in cells if cell[0] in "=+-@\t\r\n"], [])
        self.assert_quiet(text, allowed="\r\n\t")

    def assert_files(self, run):
        saved = list((run.home / "artifacts").rglob("*"))
        self.assertTrue([path for path in saved if "loud" in path.name])
        self.assertEqual([path for path in saved if not re.fullmatch(r"[A-Za-z0-9._%+=@-]+", path.name)], [])
        self.assertEqual({path.name for path in run.home.iterdir()} - {"out", "artifacts", "run", ".kube"}, set())
        for path in saved:
            if path.is_file():
                self.assert_quiet(path.read_text(encoding="utf-8"), allowed="\n\t")
