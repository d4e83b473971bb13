#!/usr/bin/env python3
"""How well parse_reference() reads printed references: the element tags of JATS citations are the truth.

usage: references.py BENCH_REFERENCES FOLDER...   (program of tests/bench/references.cc, folders with JATS files)

Entries are the mixed-citations as printed, and tagged citations set in one of twelve reference styles (seeded choice).
Prints, per field, the share of tagged entries whose parsed value is equal (numbers, DOI, PMID exactly; title and journal
after folding case and punctuation), and precision for entries where something was parsed. --show FIELD N prints misses.
"""
import argparse, collections, pathlib, random, re, subprocess, sys
import xml.etree.ElementTree as ET

FIELDS = ["year", "volume", "pages", "doi", "pmid", "title", "journal", "first_author", "authors"]


def text_of(node):
    return re.sub(r"\s+", " ", "".join(node.itertext())).strip()


def fold(text):
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def truth_of(citation):
    def first(*tags):
        for tag in tags:
            node = citation.find(".//" + tag)
            if node is not None and text_of(node):
                return text_of(node)
        return ""
    names = []
    for node in citation.iter():
        if node.tag in ("name", "string-name") and node.find("surname") is not None:
            names.append(text_of(node.find("surname")))
    year = re.search(r"\d{4}", first("year"))
    fpage, lpage = first("fpage"), first("lpage")
    ids = {node.get("pub-id-type"): text_of(node) for node in citation.iter("pub-id")}
    doi = ids.get("doi", "")
    return {
        "year": year.group() if year else "", "volume": first("volume"),
        "pages": fpage + ("-" + lpage if lpage and lpage != fpage else "") if fpage else "",
        "doi": re.sub(r"^.*?(10\.)", r"\1", doi).lower(), "pmid": ids.get("pmid", ""),
        "title": first("article-title"), "journal": first("source"),
        "first_author": names[0] if names else "", "authors": str(len(names)) if names else "",
    }


def people_of(citation):
    people = []
    for node in citation.iter():
        if node.tag in ("name", "string-name") and node.find("surname") is not None:
            given = text_of(node.find("given-names")) if node.find("given-names") is not None else ""
            initials = re.sub(r"[^A-Z]", "", given)
            if not initials or len(initials) > 4:
                return []
            people.append((text_of(node.find("surname")), initials))
    return people


def printed_form(citation):
    """The entry's text with the separators that renderers put between name elements; "" when it has none of its own."""
    if citation.tag != "mixed-citation":
        return ""
    out = []

    def walk(node):
        if node.tag == "pub-id" and not re.search(r"(doi|DOI|PMID|pmid|org/)[:. ]*$", "".join(out)[-12:]):
            out.append(" ")
        else:
            out.append(node.text or "")
            children = list(node)
            for i, child in enumerate(children):
                walk(child)
                tail = child.tail or ""
                following = children[i + 1].tag if i + 1 < len(children) else ""
                if not tail.strip() and following:
                    if child.tag == "surname" and following == "given-names":
                        tail = " "
                    elif child.tag in ("name", "string-name") and following in ("name", "string-name", "etal", "collab"):
                        tail = ", "
                    elif child.tag in ("person-group", "name", "string-name", "etal", "collab"):
                        tail = ". "
                    elif child.tag in ("surname", "given-names"):
                        tail = " "
                    elif child.tag != "pub-id" and following != "pub-id":
                        out.append("\0")
                elif tail.strip() and tail[0] not in " ,.;:)]" and child.tag in ("name", "string-name", "person-group"):
                    tail = ". " + tail
                out.append(tail)

    walk(citation)
    text = "".join(out)
    if "\0" in text:
        return ""
    return re.sub(r"\s+", " ", text).strip()


def dotted(initials, gap=" "):
    return gap.join(c + "." for c in initials)


def join(names, sep=", ", last=" and "):
    return names[0] if len(names) == 1 else sep.join(names[:-1]) + last + names[-1]


def end(title):
    return title if title[-1] in "?!." else title + "."


def dash(pages):
    return re.sub("[-–]", "–", pages)


STYLES = {
    "vancouver": lambda t, p: (", ".join(f"{f} {g}" for f, g in p[:6]) + (", et al" if len(p) > 6 else "") +
        f". {end(t['title'])} {t['journal']}. {t['year']};{t['volume']}(3):{t['pages']}." +
        (f" doi: {t['doi']}" if t["doi"] else "") + (f" PMID: {t['pmid']}" if t["pmid"] else ""), len(p) <= 6),
    "pubmed": lambda t, p: (", ".join(f"{f} {g}" for f, g in p) +
        f". {end(t['title'])} {t['journal']}. {t['year']} Mar 12;{t['volume']}(3):{t['pages']}." +
        (f" doi: {t['doi']}." if t["doi"] else "") + " Epub 2009 Jan 3." + (f" PMID: {t['pmid']}." if t["pmid"] else ""), True),
    "apa": lambda t, p: (join([f"{f}, {dotted(g)}" for f, g in p], ", ", ", & ") +
        f" ({t['year']}). {end(t['title'])} {t['journal'].rstrip('.')}, {t['volume']}(2), {dash(t['pages'])}." +
        (f" https://doi.org/{t['doi']}" if t["doi"] else ""), True),
    "bmc": lambda t, p: (", ".join(f"{f} {g}" for f, g in p) + f": {end(t['title'])} {t['journal']} {t['year']}, {t['volume']}:{t['pages']}.", True),
    "nature": lambda t, p: (join([f"{f}, {dotted(g)}" for f, g in p[:5]], ", ", " & ") if len(p) <= 5 else f"{p[0][0]}, {dotted(p[0][1])} et al.") and
        ((join([f"{f}, {dotted(g)}" for f, g in p], ", ", " & ") if len(p) <= 5 else f"{p[0][0]}, {dotted(p[0][1])} et al.") +
        f" {end(t['title'])} {t['journal']} {t['volume']}, {dash(t['pages'])} ({t['year']}).", len(p) <= 5),
    "elsevier": lambda t, p: (", ".join(f"{dotted(g, '')} {f}" for f, g in p) + f", {t['title'].rstrip('.')}, {t['journal']} {t['volume']} ({t['year']}) {dash(t['pages'])}.", True),
    "elsevier-harvard": lambda t, p: (", ".join(f"{f}, {dotted(g, '')}" for f, g in p) + f", {t['year']}. {end(t['title'])} {t['journal']} {t['volume']}, {dash(t['pages'])}.", True),
    "ieee": lambda t, p: (join([f"{dotted(g)} {f}" for f, g in p]) + f", “{t['title'].rstrip('.')},” {t['journal']}, vol. {t['volume']}, no. 2, pp. {dash(t['pages'])}, {t['year']}.", True),
    "mdpi": lambda t, p: ("; ".join(f"{f}, {dotted(g, '')}" for f, g in p) + f" {end(t['title'])} {t['journal']} {t['year']}, {t['volume']}, {dash(t['pages'])}." +
        (f" [CrossRef] [PubMed]"), True),
    "springer": lambda t, p: (", ".join(f"{f} {g}" for f, g in p) + f" ({t['year']}) {end(t['title'])} {t['journal']} {t['volume']}:{dash(t['pages'])}.", True),
    "frontiers": lambda t, p: (", ".join(f"{f} {g}" for f, g in p) + f". {end(t['title'])} {t['journal']}. ({t['year']}) {t['volume']}:{dash(t['pages'])}." +
        (f" doi: {t['doi']}" if t["doi"] else ""), True),
    "plain": lambda t, p: (f"{end(t['title'])} {t['journal']}, {t['year']}", False),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--per-file", type=int, default=12)
    parser.add_argument("--show", nargs=2)
    args = parser.parse_args()
    rng = random.Random(7)
    entries = []
    for folder in args.folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".nxml", ".xml")):
            data = path.read_bytes()
            try:
                root = ET.fromstring(data)
            except ET.ParseError:
                continue
            found = []
            for citation in [*root.iter("mixed-citation"), *root.iter("element-citation"), *root.iter("citation")]:
                truth = truth_of(citation)
                kind = citation.get("publication-type") or citation.get("citation-type") or "journal"
                if kind != "journal" or not truth["title"] or not truth["journal"] or not truth["year"]:
                    continue
                people = people_of(citation)
                printed = printed_form(citation)
                if printed and truth["title"] in printed:
                    keep = dict(truth)
                    for field in ("doi", "pmid"):
                        if not keep[field] or keep[field] not in printed.lower():
                            keep[field] = ""
                    if "et al" in printed or not people:
                        keep["authors"] = ""
                    found.append((printed, keep, path.name.replace(" ", "_") + " as printed"))
                if people and truth["volume"] and truth["pages"] and not re.search(r"[A-Za-z]{4}", truth["volume"]):
                    style = rng.choice(list(STYLES))
                    text, known = STYLES[style](truth, people)
                    keep = dict(truth)
                    for field in ("doi", "pmid"):
                        if truth[field] not in text.lower():
                            keep[field] = ""
                    if not known:
                        keep["authors"] = ""
                    if style == "plain":
                        keep.update(volume="", pages="", first_author="")
                    found.append((text, keep, path.name.replace(" ", "_") + " " + style))
            rng.shuffle(found)
            entries += found[:args.per_file]
    out = subprocess.run([args.program], input="\n".join(e[0] for e in entries) + "\n", capture_output=True, text=True, check=True)
    lines = out.stdout.split("\n")[:len(entries)]
    by_style = collections.defaultdict(lambda: [0, 0])
    right, total, given = collections.Counter(), collections.Counter(), collections.Counter()
    misses = []
    for (text, truth, name), line in zip(entries, lines):
        got = dict(zip(FIELDS, line.split("\t")))
        for field in FIELDS:
            want = truth[field]
            if not want:
                continue
            total[field] += 1
            have = got[field]
            if have:
                given[field] += 1
            if field == "pages":
                w, h = re.split(r"[-–]", want), re.split(r"[-–]", have)
                same = w[0].lower() == h[0].lower() and (len(w) == 1 or len(h) == 1 or w[-1].endswith(h[-1]) or h[-1].endswith(w[-1]))
            elif field in ("title", "journal"):
                same = fold(want) == fold(have)
            elif field == "first_author":
                same = fold(have).startswith(fold(want))
            else:
                same = want == have
            by_style[name.split(" ", 1)[1]][1] += 1
            if same:
                by_style[name.split(" ", 1)[1]][0] += 1
                right[field] += 1
            elif args.show and args.show[0] == field:
                misses.append((name, text, want, have))
    print(f"{len(entries)} entries")
    for field in FIELDS:
        print(f"{field:13} right {right[field]:6} of {total[field]:6} = {right[field]/max(1,total[field]):.4f}   "
              f"precision {right[field]/max(1,given[field]):.4f}")
    for style, (good, of) in sorted(by_style.items()):
        print(f"  {style:18} {good/of:.4f} of {of} fields")
    rng.shuffle(misses)
    for name, text, want, have in misses[:int(args.show[1]) if args.show else 0]:
        print(f"--- {name}\n  {text}\n  want: {want}\n  have: {have}")


if __name__ == "__main__":
    main()
