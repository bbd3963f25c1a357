"""Compares creel's selectors with soupsieve and cssselect on the same trees.

usage: css-selectors.py BENCH_SELECTORS SELECTORS PAGE…
Each engine gets the tree that creel has parsed, so that engines are compared and not parsers. Exit 0: for each selector and
page the elements are the same, or the difference has its reason in EXPLAINED.
"""
import collections
import json
import multiprocessing
import re
import subprocess
import sys
import time
import warnings

NAMESPACES = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML")
PREFIXES = dict(zip(("html", "svg", "math"), NAMESPACES))
ATTRIBUTE_PREFIXES = (None, "xlink", "xml", "xmlns")
LEAST_SELECTORS, LEAST_PAGES = 150, 40

# Where an engine may differ from us, and what the standard says: (engine, pattern of selectors) -> reason.
EXPLAINED = {
    ("soupsieve", r"^\* > \*$"): "Selectors 4, child combinator: the parent is an element; the document is none",
    ("soupsieve", r"\^=''"): "Selectors 4, substring matching: ^= with an empty value represents nothing",
    ("soupsieve", r":checked"): "HTML §4.10.7: a drop-down list without a selected option selects its first one, of several the last;"
                                " of the radio buttons of a group the last is checked",
    ("soupsieve", r":dir\(ltr\)"): "HTML §3.2.6.4: any element has a directionality, not just an HTML one",
    ("soupsieve", r":default"): "HTML §4.10.6: a button without a type is a submit button",
    ("soupsieve", r":defined"): "HTML §4.13.3: a name with a hyphen is a custom element's; a colon in it is no namespace in HTML",
    ("soupsieve", r"rel~=icon|lang\|=en"): "HTML §4.16.2: values of rel and lang have no case",
    ("soupsieve", r":enabled"): "HTML §4.16.3: an input is enabled whatever its type, and so is a fieldset",
    ("cssselect", r"=CHECKBOX|rel~=icon|lang\|=en"): "HTML §4.16.2: values of type, rel and lang have no case",
    ("cssselect", r":disabled"): "HTML §4.16.3: an input is disabled whatever its type, and without one",
    ("cssselect", r":lang\((en|'en-US')\)"): "HTML §3.2.6.2: <meta http-equiv=content-language> gives the page its language",
    ("cssselect", r"^:only-child"): "Selectors 4, :only-child: the root is an only child too, it needs no parent",
    ("cssselect", r":not\(:has"): "Selectors 4, :not(): :not(:has(x)) has no x below; cssselect negates another thing",
    ("cssselect", r":empty"): "Selectors 4, :empty: white space leaves an element empty",
    ("cssselect", r"link|:enabled"): "HTML §4.16.3: <link> is no hyperlink to :link, and no control; an input is one whatever its type",
    ("cssselect", r":checked"): "HTML §4.10.7: as above",
    ("cssselect", r":lang\('\*'\)"): "Selectors 4, :lang(): * is any language that is known",
}
# soupsieve 2.3.2 overlooks a child that is its parent's first or last node when An+B begins there. Selectors 4, :nth-child(), counts
# elements and knows no such end, so this explains those differences alone.
AT_THE_EDGE = "Selectors 4, :nth-child(): n >= 0 for a parent with as many nodes too"


def explanation(engine, selector, edges_alone):
    if engine == "soupsieve" and edges_alone and re.search(r":nth-[a-z-]+\([^)]*(n|odd|even)", selector):
        return AT_THE_EDGE
    for (name, pattern), reason in EXPLAINED.items():
        if name == engine and re.search(pattern, selector):
            return reason
    return None


def soup_of(tree):
    from bs4 import BeautifulSoup, Comment, NavigableString
    from bs4.element import NamespacedAttribute
    soup = BeautifulSoup("", "html5lib")
    soup.clear()
    numbers, top = {}, soup
    for event in tree:
        if event is None:
            top = top.parent
        elif isinstance(event, str):
            top.append(NavigableString(event))
        elif isinstance(event, dict):
            top.append(Comment(event["comment"]))
        else:
            name, namespace, attributes = event
            tag = soup.new_tag(name, namespace=NAMESPACES[namespace])
            for ns, key, value in attributes:
                prefix = ATTRIBUTE_PREFIXES[ns]
                tag.attrs[NamespacedAttribute(prefix, key, "urn:" + prefix) if prefix else key] = value
            numbers[id(tag)] = len(numbers)
            top.append(tag)
            top = tag
    return soup, numbers


def lxml_of(tree):
    from lxml import etree
    stack, root, numbers = [], None, {}

    def clean(text):
        return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)

    def add_text(text):
        if not stack:
            return
        parent = stack[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + clean(text)
        else:
            parent.text = (parent.text or "") + clean(text)

    for event in tree:
        if event is None:
            stack.pop()
        elif isinstance(event, str):
            add_text(event)
        elif isinstance(event, dict):
            if stack:
                stack[-1].append(etree.Comment(clean(event["comment"]).replace("--", "- -").rstrip("-")))
        else:
            name, _, attributes = event
            try:
                element = etree.Element(name)
            except ValueError:  # HTML allows names that XML doesn't
                element = etree.Element("creel-no-xml-name")
            for ns, key, value in attributes:
                try:
                    if ns == 2:
                        key = "{http://www.w3.org/XML/1998/namespace}" + key
                    elif ns:
                        key = "{urn:%s}%s" % (ATTRIBUTE_PREFIXES[ns], key)
                    element.set(key, clean(value))
                except ValueError:
                    pass
            numbers[element] = len(numbers)
            if stack:
                stack[-1].append(element)
            elif root is None:
                root = element
            stack.append(element)
    return root, numbers


def by_soupsieve(soup, numbers, selector):
    import soupsieve
    selector = selector.replace(":contains(", ":-soup-contains(")
    try:
        return [numbers[id(tag)] for tag in soupsieve.select(selector, soup, namespaces=PREFIXES)]
    except (soupsieve.SelectorSyntaxError, NotImplementedError, TypeError):  # 2.3.2 fails on an input without a type
        return None


def by_cssselect(root, numbers, selector):
    import cssselect
    try:
        path = cssselect.HTMLTranslator().css_to_xpath(selector, prefix="descendant-or-self::")
    except cssselect.SelectorError:
        return None
    from lxml import etree
    try:
        found = root.xpath(path)
    except etree.XPathError:
        return None
    return sorted(numbers[element] for element in found)


def compare(job):
    program, selectors, page = job
    warnings.simplefilter("ignore")
    output = subprocess.run([program, "match", selectors, page], check=True, stdout=subprocess.PIPE).stdout.decode()
    lines = [json.loads(line) for line in output.split("\n") if line]  # not at U+2028
    tree = lines[0]["tree"]
    soup, soup_numbers = soup_of(tree)
    root, lxml_numbers = lxml_of(tree)
    edges = {soup_numbers[id(tag)] for tag in soup.find_all(True) for end in (tag.parent.contents[0], tag.parent.contents[-1])
             if end is tag}
    results = []
    for line in lines[1:]:
        selector, ours = line["selector"], line["elements"]
        if line["tooComplex"]:
            results.append((selector, "creel", "differs", "too complex", False))
        for engine, theirs in (("soupsieve", by_soupsieve(soup, soup_numbers, selector)),
                               ("cssselect", by_cssselect(root, lxml_numbers, selector))):
            if theirs is None:
                results.append((selector, engine, "unable", "", False))
            elif theirs == ours:
                results.append((selector, engine, "same", len(ours), False))
            else:
                elements = [event for event in tree if isinstance(event, list)]
                more, less = sorted(set(ours) - set(theirs)), sorted(set(theirs) - set(ours))
                detail = f"{page}: {selector}: {len(more)} of ours alone, e.g. {[elements[i] for i in more[:2]]}; " \
                         f"{len(less)} of {engine}'s alone, e.g. {[elements[i] for i in less[:2]]}"
                results.append((selector, engine, "differs", detail, not less and edges.issuperset(more)))
    return results


def main():
    program, selectors, pages = sys.argv[1], sys.argv[2], sys.argv[3:]
    start = time.monotonic()
    counts, reasons, complaints, matched, compared = collections.Counter(), collections.Counter(), [], set(), set()
    all_selectors = set()
    with multiprocessing.Pool() as pool:
        for results in pool.imap_unordered(compare, [(program, selectors, page) for page in pages]):
            for selector, engine, verdict, detail, edges_alone in results:
                all_selectors.add(selector)
                if verdict != "unable":
                    compared.add(selector)
                reason = explanation(engine, selector, edges_alone) if verdict == "differs" else None
                if reason:
                    verdict = "explained"
                    reasons[f"{engine}: {reason}"] += 1
                elif verdict == "differs":
                    if not any(engine == other and selector == same for other, same, _ in complaints):
                        complaints.append((engine, selector, detail))
                elif verdict == "same" and detail:
                    matched.add(selector)
                counts[engine, verdict] += 1

    for engine, _, detail in complaints[:60]:
        print(f"css-selectors: {engine}: {detail}"[:600], file=sys.stderr)
    for reason, count in sorted(reasons.items()):
        print(f"css-selectors: {count:4} times {reason}")
    for engine in ("soupsieve", "cssselect"):
        print(f"css-selectors: {engine}: {counts[engine, 'same']:,} the same, {counts[engine, 'explained']:,} explained,"
              f" {counts[engine, 'differs']} not, {counts[engine, 'unable']:,} that it doesn't know")
    print(f"css-selectors: {len(compared)} of {len(all_selectors)} selectors on {len(pages)} pages compared, {len(matched)} of them"
          f" found something ({time.monotonic() - start:.0f} s)")
    enough = len(compared) >= LEAST_SELECTORS and len(pages) >= LEAST_PAGES
    return 1 if complaints or not enough else 0


if __name__ == "__main__":
    sys.exit(main())
