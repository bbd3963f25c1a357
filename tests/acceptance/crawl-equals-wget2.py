"""Compares what wget2, a crawl, and a crawl that was killed and resumed found: see crawl-equals-wget2."""

import collections
import csv
import pathlib
import sqlite3
import sys

work = pathlib.Path(sys.argv[1])
wrong = []


def read_log():
    """For each user agent the URLs of the pages that the server sent, and how often."""
    pages = collections.defaultdict(collections.Counter)
    for line in (work / "sent.log").read_text().splitlines():
        agent, status, kind, url = line.split("\t")
        if status == "200" and kind == "text/html":
            pages[agent][url] += 1
    return pages


def read_rows(name):
    with open(work / f"{name}.csv", newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def compare(who, urls, expected):
    wrong.extend(f"{who} did not find {url}" for url in sorted(expected - urls))
    wrong.extend(f"{who} alone found {url}" for url in sorted(urls - expected))


sent = read_log()
expected = set(sent["wget2"])
if len(expected) < 1000:
    wrong.append(f"wget2 found {len(expected)} pages, which is not the manual")

outcomes = {}
for name in ("whole", "killed"):
    rows = read_rows(name)
    urls = collections.Counter(row["url"] for row in rows)
    wrong.extend(f"{name}: {url} has {times} rows" for url, times in urls.items() if times > 1)
    for row in rows:
        if row["state"] != "ok" and row["error_kind"] != "out_of_scope":
            wrong.append(f"{name}: {row['url']} is {row['state']}: {row['error']}")
    compare(name, {row["url"] for row in rows if row["status"] == "200" and row["content_type"] == "text/html"}, expected)
    compare(f"{name}, as the server saw it,", set(sent[name]), expected)
    outcomes[name] = {(row["url"], row["state"], row["error_kind"]) for row in rows}

    with sqlite3.connect(f"file:{work / name}.creel?mode=ro", uri=True) as run:
        first, last, count = run.execute("SELECT min(id), max(id), count(*) FROM records").fetchone()
    if (first, last, count) != (1, len(rows), len(rows)):
        wrong.append(f"{name}: {len(rows)} rows of the CSV are {count} in the run, with numbers from {first} to {last}")

wrong.extend(f"whole asked {times} times for {url}" for url, times in sent["whole"].items() if times > 1)
wrong.extend(f"only one of the crawls has {outcome}" for outcome in sorted(outcomes["whole"] ^ outcomes["killed"]))

for line in wrong[:20]:
    print(line)
again = sum(sent["killed"].values()) - len(sent["killed"])
print(f"crawl-equals-wget2: wget2 found {len(expected)} pages, the crawl {len(sent['whole'])}, the one that was killed {len(sent['killed'])} "
      f"and {again} of them twice; both have {len(outcomes['whole'])} rows; {len(wrong)} differences")
sys.exit(1 if wrong else 0)
