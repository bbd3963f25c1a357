"""Compares creel's XPath with libxml2's on the same trees.

usage: xpath.py BENCH_XPATH EXPRESSIONS PAGE…
lxml gets the tree that creel has parsed, so that engines are compared and not parsers. Exit 0: for each expression and page the
result is the same, or it is refused for a reason that is told below.
"""
import collections
import json
import math
import multiprocessing
import re
import subprocess
import sys
import time

LEAST_EXPRESSIONS, LEAST_PAGES = 60, 20
XML = "http://www.w3.org/XML/1998/namespace"
XLINK = "urn:xlink"

# Functions that count characters. pugixml counts bytes: where a page has more different characters than bytes have room for, they are
# refused, and say so. That is no answer, and no wrong one.
COUNTING = ("string-length(", "substring(", "translate(")
TOO_MANY_CHARACTERS = {"problem": 2}


def clean(text):
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def plain(name):
    """A name that lxml takes: it is strict about what stands in names, and about prefixes."""
    return re.sub("[^A-Za-z0-9_.-]", "_", name)


def comment_of(text):
    from lxml import etree
    return etree.Comment(clean(text).replace("--", "- -").rstrip("-"))


def lxml_of(tree):
    from lxml import etree
    root, stack, numbers, before = None, [], {}, []

    def number(node):
        numbers[node] = len(numbers)
        return node

    for event in tree:
        if event is None:
            stack.pop()
        elif isinstance(event, str):
            if not stack:
                continue
            parent = stack[-1]
            if len(parent):
                parent[-1].tail = (parent[-1].tail or "") + clean(event)
            else:
                parent.text = (parent.text or "") + clean(event)
        elif isinstance(event, dict):
            comment = number(comment_of(event["comment"]))
            if stack:
                stack[-1].append(comment)
            elif root is None:
                before.append(comment)
            else:
                last = root
                while last.getnext() is not None:
                    last = last.getnext()
                last.addnext(comment)
        else:
            name, attributes = event
            element = number(etree.Element(plain(name)))
            for ns, key, value in attributes:
                prefix = {1: "{%s}" % XLINK, 2: "{%s}" % XML}.get(ns, "")
                element.set(prefix + plain(key), clean(value))
            if stack:
                stack[-1].append(element)
            else:
                root = element
                for comment in before:
                    root.addprevious(comment)
            stack.append(element)
    return root, numbers


def written(node, numbers):
    if isinstance(node, str):
        owner = numbers[node.getparent()]
        if node.is_attribute:
            return f"{owner}@{re.sub('{.*}', '', node.attrname)}"
        return f"{owner}.tail" if node.is_tail else f"{owner}.text"
    return str(numbers[node])


def same(ours, theirs):
    if isinstance(ours, dict):
        return False
    if isinstance(theirs, bool):
        return ours == ("true" if theirs else "false")
    if isinstance(theirs, float):
        ours = float(ours)
        return ours == theirs or math.isnan(ours) and math.isnan(theirs) or math.isclose(ours, theirs, rel_tol=1e-12)
    return ours == theirs


def compare(job):
    program, expressions, page = job
    output = subprocess.run([program, "match", expressions, page], check=True, stdout=subprocess.PIPE).stdout.decode()
    lines = [json.loads(line) for line in output.split("\n") if line]  # not at U+2028
    root, numbers = lxml_of(lines[0]["tree"])
    document = root.getroottree()
    results = []
    for line in lines[1:]:
        expression, ours = line["expression"], line["found"]
        if expression == "/":
            theirs = ["/"]  # lxml has no object for the document
        else:
            theirs = document.xpath(expression, namespaces={"xlink": XLINK})
        if isinstance(theirs, list) and expression != "/":
            theirs = [written(node, numbers) for node in theirs]
            ours = [re.sub("@.*", lambda name: "@" + plain(name[0][1:]), node) for node in ours] if isinstance(ours, list) else ours
        elif isinstance(theirs, str):
            ours = clean(ours) if isinstance(ours, str) else ours
        if ours == TOO_MANY_CHARACTERS and any(name in expression for name in COUNTING):
            verdict = "refused"
        else:
            verdict = "same" if same(ours, theirs) else "differs"
        detail = "" if verdict != "differs" else f"{page}: {expression}: ours {str(ours)[:150]}, lxml's {str(theirs)[:150]}"
        results.append((expression, verdict, bool(theirs), detail))
    return results


def main():
    program, expressions, pages = sys.argv[1], sys.argv[2], sys.argv[3:]
    start = time.monotonic()
    counts, found, seen, complaints = collections.Counter(), set(), set(), []
    with multiprocessing.Pool() as pool:
        for results in pool.imap_unordered(compare, [(program, expressions, page) for page in pages]):
            for expression, verdict, any_found, detail in results:
                seen.add(expression)
                if any_found:
                    found.add(expression)
                if verdict == "differs":
                    complaints.append(detail)
                counts[verdict] += 1
    for detail in complaints[:40]:
        print(f"xpath: {detail}", file=sys.stderr)
    print(f"xpath: {counts['same']:,} the same, {counts['refused']} refused, {counts['differs']} differ: {len(seen)} expressions on"
          f" {len(pages)} pages, {len(found)} of them found something ({time.monotonic() - start:.0f} s)")
    return 1 if complaints or len(seen) < LEAST_EXPRESSIONS or len(pages) < LEAST_PAGES else 0


if __name__ == "__main__":
    sys.exit(main())
