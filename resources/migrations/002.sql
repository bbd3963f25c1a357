-- The run file, format 2: crawl mode. Rows that are no pasted line but were found in a page; their ids follow those of the
-- lines without a gap, and `line` is the pasted line that led to them.

-- Links from the pasted page, 0: itself; NULL in list mode.
ALTER TABLE records ADD COLUMN depth INTEGER;

-- URL of the page where it was found; NULL for pasted lines.
ALTER TABLE records ADD COLUMN found_on TEXT;
