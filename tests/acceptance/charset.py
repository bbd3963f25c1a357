"""Encodings by Creel beside Python's codecs, which were made from other tables: every sequence of bytes that an encoding has.

  charset.py CREEL_CLI FIXTURES

A sequence that Python reads differently is explained below, or the command falls short.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

# What the Encoding standard (encoding.spec.whatwg.org) calls by these names is more than Python does; the codec that is nearest.
CODECS = {
    "UTF-8": "utf-8", "IBM866": "cp866", "ISO-8859-8-I": "iso8859_8", "KOI8-R": "koi8_r", "KOI8-U": "koi8_u",
    "macintosh": "mac_roman", "windows-874": "cp874", "x-mac-cyrillic": "mac_cyrillic", "GBK": "gb18030", "gb18030": "gb18030",
    "Big5": "big5hkscs", "EUC-JP": "euc_jp", "ISO-2022-JP": "iso2022_jp", "Shift_JIS": "cp932", "EUC-KR": "cp949",
    "UTF-16BE": "utf-16-be", "UTF-16LE": "utf-16-le",
} | {f"ISO-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)} \
  | {f"windows-{n}": f"cp{n}" for n in range(1250, 1259)}


def explained(encoding, sequence, ours, theirs):
    """Why the two differ on a sequence, by the Encoding standard's sections and indexes; None where nothing says so. An error is None."""
    key = sequence.hex()
    one = sequence[0] if len(sequence) == 1 else 0
    if encoding.startswith("windows-") and theirs is None and 0x80 <= one <= 0x9F and ours == chr(one):
        return "index windows-*: bytes without a letter are C1 controls"
    if encoding == "windows-1255" and key == "ca" and ours == "\u05ba":
        return "index windows-1255: CA is the point holam haser"
    if encoding == "KOI8-U" and (key, ours) in (("ae", "\u045e"), ("be", "\u040e")):
        return "index KOI8-U: it is KOI8-RU, with the short U of Belarusian"
    if encoding in ("GBK", "gb18030"):
        if key == "80" and ours == "\u20ac":
            return "gb18030 decoder (§10.2.1): 80 is the euro"
        if key == "a3a0" and ours == "\u3000":
            return "index gb18030: A3A0 is a space, as pages mean it"
        if theirs and "\ue000" <= theirs <= "\uf8ff" and ours:
            return "index gb18030: of 2005 and 2022, what was private use has code points now"
        if key == "8135f437" and ours == "\ue7c7":
            return "index gb18030 ranges (§5.2): pointer 7457 is U+E7C7"
    if encoding == "Shift_JIS" and ours is None and theirs and any("\uf8f0" <= c <= "\uf8f3" for c in theirs):
        return "Shift_JIS decoder (§12.3.1): A0, FD, FE and FF are errors"
    if encoding == "EUC-JP" and key == "8fa2b7" and ours == "\uff5e":
        return "index jis0212: the tilde is a wide one"
    if encoding == "Big5" and ours and len(ours) == 1:
        if theirs is None and "877a" <= key <= "87df":
            return "index Big5: HKSCS of 2008; Python's is of 2004"
        if ours == decoded(sequence, "cp950"):
            return "index Big5: signs as Windows has them"
        if theirs is None and (encodable(ours, "big5") or encodable(ours, "big5hkscs")):
            return "index Big5: a compatibility point of HKSCS for a character that has another place"
        if theirs is None and "a3c0" <= key <= "a3e0" and "\u2400" <= ours <= "\u2421":
            return "index Big5: pictures of control characters"
    return None


def encodable(text, codec):
    try:
        return bool(text.encode(codec))
    except UnicodeEncodeError:
        return False


def decoded(sequence, codec):
    try:
        return sequence.decode(codec)
    except UnicodeDecodeError:
        return None


def sequences(encoding):
    """All that an encoding can say in one byte, two, or its longer forms. No line ends among them."""
    if encoding.startswith("UTF-16"):
        units = [n for n in range(0x10000) if n != 0x0A and not 0xD800 <= n < 0xE000 and n != 0xFFFD]
        order = "big" if encoding == "UTF-16BE" else "little"
        found = [n.to_bytes(2, order) for n in units]
        return found + [chr(n).encode("utf-16-be" if order == "big" else "utf-16-le") for n in range(0x10000, 0x110000, 251)]
    if encoding == "UTF-8":
        return [chr(n).encode() for n in range(0x80, 0x110000, 7) if not 0xD800 <= n < 0xE000]
    if encoding == "ISO-2022-JP":
        shift = [(b"\x1b$B", b"\x1b(B"), (b"\x1b$@", b"\x1b(B")]
        found = [a + bytes([lead, trail]) + b for a, b in shift for lead in range(0x21, 0x7F) for trail in range(0x21, 0x7F)]
        return found + [b"\x1b(J" + bytes([byte]) + b"\x1b(B" for byte in range(0x21, 0x7F)]
    found = [bytes([byte]) for byte in range(0x80, 0x100)]
    if encoding in ("GBK", "gb18030", "Big5", "EUC-JP", "Shift_JIS", "EUC-KR"):
        found += [bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x30, 0x100)]
    if encoding == "EUC-JP":
        found += [bytes([0x8F, lead, trail]) for lead in range(0xA1, 0xFF) for trail in range(0xA1, 0xFF)]
    if encoding in ("GBK", "gb18030"):
        linear = [*range(0, 39420), *range(189000, 1237576, 97)]
        found += [bytes([0x81 + n // 12600, 0x30 + n // 1260 % 10, 0x81 + n // 10 % 126, 0x30 + n % 10]) for n in linear]
    return found


def windows_31j(lead, trail):
    """Row and cell of JIS X 0208, from 0x21, as Shift_JIS. The standard has Windows' additions in all three encodings (§5.3)."""
    row, cell = lead - 0x21, trail - 0x21
    first = 0x81 + row // 2 + (0x40 if row >= 62 else 0)
    second = 0x9F + cell if row % 2 else 0x40 + cell + (cell >= 63)
    return bytes([first, second]).decode("cp932")


def theirs_of(encoding, codec, sequence):
    try:
        if encoding == "EUC-JP" and len(sequence) == 2 and min(sequence) >= 0xA1 and max(sequence) <= 0xFE:
            return windows_31j(sequence[0] - 0x80, sequence[1] - 0x80)
        if encoding == "ISO-2022-JP" and len(sequence) == 8:
            return windows_31j(sequence[3], sequence[4])
        return sequence.decode(codec)
    except UnicodeDecodeError:
        return None


class Creel:
    def __init__(self, program):
        self.program = program
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="creel-charset-"))

    def decode(self, label, data):
        """The whole text of a page in that encoding."""
        page = self.folder / "page.txt"
        page.write_bytes(data)
        made = subprocess.run([self.program, "extract", "--regex", "(?s)^.*$", "--content-type", f"text/plain; charset={label}", page],
                              capture_output=True, check=True)
        return json.loads(made.stdout)["value"]

    def charset(self, data, content_type):
        page = self.folder / "page"
        page.write_bytes(data)
        made = subprocess.run([self.program, "charset", page, "--content-type", content_type], capture_output=True, check=True)
        return made.stdout.decode().split()


def decoders_agree(creel):
    """Counts sequences; prints what nobody explained."""
    total, reasons, wrong = 0, {}, []
    for encoding, codec in CODECS.items():
        line_end = "\n".encode(codec) if encoding.startswith("UTF-16") else b"\n"
        all_of_it = sequences(encoding)
        text = creel.decode(encoding, line_end.join(all_of_it) + line_end)
        lines = text.split("\n")[:-1]
        if len(lines) != len(all_of_it):
            wrong.append(f"{encoding}: {len(lines)} lines of {len(all_of_it)}")
            continue
        for sequence, line in zip(all_of_it, lines):
            total += 1
            ours = None if "\ufffd" in line else line
            theirs = theirs_of(encoding, codec, sequence)
            if ours == theirs or (ours is None and theirs == "\ufffd"):
                continue
            reason = explained(encoding, sequence, ours, theirs)
            if reason:
                reasons[reason] = reasons.get(reason, 0) + 1
            else:
                wrong.append(f"{encoding}: {sequence.hex(' ')} is {ascii(ours)}, by Python {ascii(theirs)}")
    return total, reasons, wrong


def unescaped(text):
    """A page of sniffing.txt, which says how it is written."""
    page, at = b"", 0
    while at < len(text):
        if text[at] != "\\":
            page += text[at].encode("latin-1")
            at += 1
        elif text[at + 1] == "x":
            page += bytes.fromhex(text[at + 2:at + 4])
            at += 4
        elif text[at + 1] == "{":
            count, repeated = text[at + 2:text.index("}", at)].split("*", 1)
            page += int(count) * repeated.encode("latin-1")
            at = text.index("}", at) + 1
        else:
            page += {"n": b"\n", "t": b"\t", "r": b"\r", "f": b"\f"}[text[at + 1]]
            at += 2
    return page


def cases(fixtures):
    """(name, page, Content-Type, [encoding, reason])"""
    for folder in sorted(path.parent for path in fixtures.glob("*/expected.json")):
        expected = json.loads((folder / "expected.json").read_text())
        charset = expected.get("charset")
        yield folder.name, (folder / "page.html").read_bytes(), "text/html" + (f"; charset={charset}" if charset else ""), \
            [expected["name"], expected["reason"]]
    for number, line in enumerate((fixtures / "sniffing.txt").read_text("latin-1").split("\n"), 1):
        if line and not line.startswith("#"):
            name, reason, transport, kind, page = line.split(" ", 4)
            essence = "application/xml" if kind == "xml" else "text/html"
            yield f"sniffing.txt:{number}", unescaped(page), essence + (f"; charset={transport}" if transport != "-" else ""), \
                [name, reason]


def main():
    creel, fixtures = Creel(sys.argv[1]), pathlib.Path(sys.argv[2])
    wrong = []

    named = 0
    for name, page, content_type, expected in cases(fixtures):
        named += 1
        found = creel.charset(page, content_type)
        if found != expected:
            wrong.append(f"{name}: {' '.join(found)}, not {' '.join(expected)}")
    encodings = json.loads((fixtures / "encodings.json").read_text())
    labels = [(label, encoding["encoding"]) for encoding in encodings for label in encoding["labels"].split()]
    for label, encoding in labels:
        found = creel.charset(b"x", f"text/html; charset=\"{label.upper()}\"")
        if found != [encoding, "http"]:
            wrong.append(f"label {label}: {' '.join(found)}, not {encoding}")
    missing = [e["encoding"] for e in encodings if not (fixtures / f"encoding-{e['encoding'].lower()}").is_dir()]
    if missing:
        wrong.append(f"no page in {', '.join(missing)}")
    print(f"{len(encodings)} encodings, a page in each; {len(labels)} labels; {named} pages whose encoding was found")

    total, reasons, unexplained = decoders_agree(creel)
    same = total - sum(reasons.values()) - len(unexplained)
    print(f"{total} sequences of {len(CODECS)} encodings beside Python's codecs: {same} the same,")
    for reason, count in sorted(reasons.items(), key=lambda item: -item[1]):
        print(f"{count:8} otherwise: {reason}")
    wrong += unexplained
    print("\n".join(wrong[:50]))
    sys.exit(1 if wrong or len(encodings) != 40 or len(labels) != 228 or named < 200 else 0)


main()
