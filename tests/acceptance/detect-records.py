"""detect-records.py CREEL-CLI FOLDER… : compares what is detected with each folder's expected.json."""
import json
import os
import subprocess
import sys
import tempfile

BASE = "https://shop.example/"


def lines(*command):
    """The JSON lines that a call prints; exit status 1 is that of a value with an error."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def text(value):
    """As the expected tables have it: white space collapsed, numbers as they are written, nothing for what is empty."""
    if value is None:
        return None
    return " ".join(str(value).split()) or None


def judge(cli, folder):
    page = os.path.join(folder, "page.html")
    with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
        expected = json.load(file)
    wanted = [line["begin"] for line in lines(cli, "extract", "--css", expected["container"], "--html", page)]
    done = subprocess.run([cli, "detect", "--recipe", "--base", BASE, page], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return False, 0, len(expected["columns"]), done.stderr.strip()
    recipe = json.loads(done.stdout)
    tables = []
    for plain in (False, True):
        for field in recipe["container"]["fields"] if plain else []:
            field.pop("steps", None)
            field.pop("type", None)
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(recipe, file)
            file.flush()
            tables.append(lines(cli, "extract", "--recipe", file.name, "--base", BASE, page))
    is_right = wanted != [] and [record.get("begin") for record in tables[0]] == wanted
    found = set()
    for table in tables:
        for name in recipe["container"]["fields"]:
            found.add(tuple(text(record["fields"][name["name"]]["value"]) for record in table))
    missing = [name for name, values in expected["columns"].items() if tuple(text(value) for value in values) not in found]
    columns = len(expected["columns"])
    note = recipe["container"]["expression"] + ("; missing: " + ", ".join(missing) if missing else "")
    return is_right, columns - len(missing) if is_right else 0, columns, note


def main():
    cli, folders = sys.argv[1], sys.argv[2:]
    right = found = columns = 0
    for folder in folders:
        is_right, own_found, own_columns, note = judge(cli, folder)
        right += is_right
        found += own_found
        columns += own_columns
        print(f"{os.path.basename(folder.rstrip('/')):20} {'right' if is_right else 'WRONG'} {own_found}/{own_columns}  {note}")
    print(f"{right} of {len(folders)} containers, {found} of {columns} columns")
    sys.exit(0 if len(folders) >= 20 and right * 20 >= 18 * len(folders) and found * 10 >= 9 * columns else 1)


main()
