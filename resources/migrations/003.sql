-- The run file, format 3: recipes, and what they found.

-- The run's recipes as JSON (resources/recipe-schema.json). The newest one counts; an empty text: none any more.
CREATE TABLE recipes (
    id      INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL, -- ISO 8601, UTC
    recipe  TEXT NOT NULL
);

-- Pages that were read with a recipe: what an older one found stays until the page is read with the newest.
CREATE TABLE extractions (
    record  INTEGER PRIMARY KEY REFERENCES records,
    recipe  INTEGER NOT NULL REFERENCES recipes,
    found   INTEGER NOT NULL, -- number of its records
    problem TEXT              -- what could not be read and what to do; NULL: all could
);

-- The records of a page.
CREATE TABLE extracted (
    record   INTEGER NOT NULL REFERENCES extractions,
    position INTEGER NOT NULL, -- on the page, from 1
    cells    TEXT NOT NULL,    -- JSON array, the recipe's columns: text, or null where there is no value
    errors   TEXT,             -- JSON object, column from "0" on: why there is no value; NULL: none
    sources  TEXT NOT NULL,    -- JSON array: bytes of the page as UTF-8, begin and end, of the container, then of each cell; -1: none
    PRIMARY KEY (record, position)
) WITHOUT ROWID;

-- Where pages lead, when the newest recipe has the inlinks: URLs as records.final_url has them.
CREATE TABLE links (
    target TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES records,
    PRIMARY KEY (target, source)
) WITHOUT ROWID;
CREATE INDEX links_by_source ON links (source);

-- Encodings that a person chose for stored pages, against what these say of themselves.
CREATE TABLE encodings (
    record  INTEGER PRIMARY KEY REFERENCES records,
    name    TEXT NOT NULL,   -- of the WHATWG's table; empty: as the page says, again
    is_read INTEGER NOT NULL -- 1: the cells are those of this encoding
);
