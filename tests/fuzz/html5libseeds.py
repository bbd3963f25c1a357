#!/usr/bin/env python3
"""Writes html5lib's tree-construction inputs as seeds: html5libseeds.py PROGRAM FOLDER. Says nothing where there are none.

The suite is in the folder CREEL_HTML5LIB, else in ../shared/suites/html5lib beside the repository."""
import os
import pathlib
import sys

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
repository = pathlib.Path(__file__).resolve().parents[2]
suite = pathlib.Path(os.environ.get('CREEL_HTML5LIB', repository.parent / 'shared/suites/html5lib'))
folder.mkdir(parents=True, exist_ok=True)
for path in sorted(suite.glob('tree-construction/*.dat')):
    for number, test in enumerate((b'\n' + path.read_bytes()).split(b'\n#data\n')[1:]):
        page = test.split(b'\n#errors', 1)[0]
        context = b'z' if b'\n#document-fragment' in test else b'`'  # fuzz_html's setting: a fragment of <body>, a page
        (folder / f'{path.stem}-{number}').write_bytes(context + page if program == 'fuzz_html' else page)
