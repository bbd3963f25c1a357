"""Compares the rows of a scrape with what an independent HTML parser says of the same files.

usage: real-pages.py --csv OUT.csv --pages PAGES.tsv [--parser html5lib|lxml]
PAGES.tsv has a line per page: its URL, a tab, its file. Exit 0: every row is there, ok, and equal.
"""
import argparse
import csv
import multiprocessing
import re
import sys
import time
from urllib.parse import urljoin

FIELDS = ("title", "h1", "canonical", "links")
# What separates words, and what shows no text (core/parse/visibletext.h), as far as headings have it.
SEPARATING = {"address", "article", "aside", "blockquote", "br", "button", "canvas", "center", "dd", "div", "dl", "dt", "figure",
              "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "input", "li", "main", "nav", "ol",
              "p", "pre", "section", "select", "svg", "table", "tbody", "td", "textarea", "th", "tr", "ul"}
HIDDEN = {"head", "script", "style", "template", "title", "noframes", "rp", "iframe", "object", "audio", "video"}


def collapsed(text):
    return re.sub("[ \t\n\f\r]+", " ", text or "").strip(" ")


def local_name(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else None


def is_html(element, name):
    return element.tag in (name, "{http://www.w3.org/1999/xhtml}" + name)


def visible_text(element):
    name = local_name(element)
    edge = " " if name in SEPARATING else ""
    inside = ""
    if name is not None and name not in HIDDEN and "hidden" not in element.attrib:
        inside = (element.text or "") + "".join(visible_text(child) + (child.tail or "") for child in element)
    return edge + inside + edge


def parse(data, parser):
    if parser == "lxml":
        import lxml.html
        return lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))
    import html5lib
    return html5lib.parse(data, treebuilder="etree", override_encoding="utf-8")


def expected(job):
    url, path, parser = job
    with open(path, "rb") as file:
        root = parse(file.read(), parser)
    found = dict.fromkeys(FIELDS, "")
    seen = set()
    links = 0
    base = url
    canonical = None
    for element in root.iter():
        if local_name(element) == "a" and "href" in element.attrib:
            links += 1
        elif is_html(element, "title") and "title" not in seen:
            seen.add("title")
            found["title"] = collapsed(element.text)
        elif is_html(element, "h1") and "h1" not in seen:
            seen.add("h1")
            found["h1"] = collapsed(visible_text(element))
        elif is_html(element, "base") and "base" not in seen and "href" in element.attrib:
            seen.add("base")
            base = urljoin(url, element.get("href"))
        elif is_html(element, "link") and canonical is None and element.get("href", "").strip() \
                and "canonical" in element.get("rel", "").lower().split():
            canonical = element.get("href").strip()
    if canonical is not None:
        found["canonical"] = urljoin(base, canonical)
    found["links"] = str(links)
    return url, found


def unguarded(cell):
    """Undoes the export's guard against spreadsheet formulas."""
    return cell[1:] if re.match("'[=+@\t\r-]", cell) else cell


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--csv", required=True)
    arguments.add_argument("--pages", required=True)
    arguments.add_argument("--parser", choices=("html5lib", "lxml"), default="html5lib")
    options = arguments.parse_args()

    with open(options.pages, encoding="utf-8") as file:
        pages = [line.rstrip("\n").split("\t") for line in file]
    with open(options.csv, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    complaints = []
    if [row["url"] for row in rows] != [url for url, _ in pages]:
        complaints.append(f"{len(rows)} rows for {len(pages)} pages, or in another order")
    by_url = {row["url"]: row for row in rows}
    ok = sum(row["state"] == "ok" for row in rows)
    complaints += [f"{row['url']}: {row['state']}: {row['error']}" for row in rows if row["state"] != "ok"]

    start = time.monotonic()
    differences = 0
    jobs = [(url, path, options.parser) for url, path in pages]
    with multiprocessing.Pool() as pool:
        for url, fields in pool.imap_unordered(expected, jobs, chunksize=8):
            row = by_url.get(url)
            for field in FIELDS if row else ():
                if unguarded(row[field]) != fields[field]:
                    differences += 1
                    complaints.append(f"{url}: {field}: ours {row[field]!r}, {options.parser} {fields[field]!r}")

    for complaint in complaints[:20]:
        print("real-pages:", complaint, file=sys.stderr)
    print(f"real-pages: {ok:,} of {len(pages):,} pages ok, {differences} differences in {', '.join(FIELDS)}"
          f" ({options.parser} took {time.monotonic() - start:.0f} s)")
    return 1 if complaints or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
