#!/usr/bin/env python3
"""Writes html5lib's tree-construction inputs as seeds: html5libseeds.py PROGRAM FOLDER. Says nothing where there are none.

The suite is in the folder CREEL_HTML5LIB, else in ../shared/suites/html5lib beside the repository."""
import os
import pathlib
import re
import sys

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
repository = pathlib.Path(__file__).resolve().parents[2]
suite = pathlib.Path(os.environ.get('CREEL_HTML5LIB', repository.parent / 'shared/suites/html5lib'))
# What fuzz_html takes to mean a fragment of that context; `j` is one of <body>, `a` a page.
settings = dict(zip(b'body template table colgroup tbody tr td select title textarea style script plaintext noscript head html '
                    b'frameset caption'.split() + [b'svg svg', b'svg foreignObject', b'math mi', b'math annotation-xml'],
                    (bytes([byte]) for byte in range(ord('j'), 128))))
folder.mkdir(parents=True, exist_ok=True)
for path in sorted(suite.glob('tree-construction/*.dat')):
    for number, test in enumerate((b'\n' + path.read_bytes()).split(b'\n#data\n')[1:]):
        page = test.split(b'\n#errors', 1)[0]
        fragment = re.search(rb'\n#document-fragment\n(.*)', test)
        setting = settings.get(fragment[1], b'j') if fragment else b'a'
        (folder / f'{path.stem}-{number}').write_bytes(setting + page if program == 'fuzz_html' else page)
