#!/usr/bin/env python3
"""Main-text F1 of the HTML reader on scrapinghub/article-extraction-benchmark pages (and mozilla/readability's).

usage: main_text.py BENCH_MAIN_TEXT WEB_PAGES [--half dev|held] [--worst N] [--show PREFIX] [--mozilla]
  BENCH_MAIN_TEXT: the program of tests/bench/main_text.cc; WEB_PAGES: the unpacked data/web-pages folder.

The measure is that benchmark's: bags of 4-token shingles (\\w+), counts normalised per page, precision and recall averaged
over pages, F1 of the averages. Published there: trafilatura 0.958, readability.js 0.947, readability-lxml 0.922. Pages are
parted at random (fixed seed) into a half to develop on and a half to report.
"""
import argparse, collections, gzip, html.parser, json, pathlib, random, re, statistics, subprocess, tempfile


def shingles(text, n=4):
    tokens = re.findall(r"\w+", text)
    return collections.Counter(tuple(tokens[i:i + n]) for i in range(max(1, len(tokens) - n + 1)) if tokens)


def counts(want, have):
    a, b = shingles(want), shingles(have)
    tp = sum((a & b).values())
    fp, fn = sum((b - a).values()), sum((a - b).values())
    total = tp + fp + fn
    return (tp / total, fp / total, fn / total) if total else (0.0, 0.0, 0.0)


def precision(tp, fp, fn):
    return 1.0 if fp == fn == 0 else 0.0 if tp == fp == 0 else tp / (tp + fp)


def score(rows):
    p = statistics.mean(precision(tp, fp, fn) for tp, fp, fn in rows if tp + fp > 0)
    r = statistics.mean(precision(tp, fn, fp) for tp, fp, fn in rows if tp + fn > 0)
    return 2 * p * r / (p + r), p, r


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.out = []

    def handle_starttag(self, tag, attrs):
        if tag in ("p", "div", "li", "br", "td", "h1", "h2", "h3", "h4", "blockquote", "pre"):
            self.out.append(" ")

    def handle_data(self, data):
        self.out.append(data)


def extract(program, pages):
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for i, data in enumerate(pages):
            path = pathlib.Path(folder) / f"{i}.html"
            path.write_bytes(data)
            names.append(str(path))
        out = subprocess.run([program], input="\n".join(names) + "\n", stdout=subprocess.PIPE, text=True, check=True).stdout
    return [line.replace("\\n", "\n").replace("\\\\", "\\") for line in out.split("\n")[:len(pages)]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("pages", type=pathlib.Path)
    parser.add_argument("--half", choices=["dev", "held"])
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--show")
    parser.add_argument("--mozilla", action="store_true")
    args = parser.parse_args()
    if args.mozilla:
        folders = sorted(p.parent for p in args.pages.glob("mozilla-readability/*/source.html"))
        keys = [p.name for p in folders]
        pages = [(p / "source.html").read_bytes() for p in folders]
        truth = {}
        for folder in folders:
            text = Text()
            text.feed((folder / "expected.html").read_text(encoding="utf-8", errors="replace"))
            truth[folder.name] = {"articleBody": "".join(text.out)}
    else:
        base = args.pages / "article-extraction-benchmark"
        truth = json.loads((base / "ground-truth.json").read_text(encoding="utf-8"))
        keys = sorted(key for key in truth if (base / "html" / f"{key}.html.gz").exists())
        pages = [gzip.decompress((base / "html" / f"{key}.html.gz").read_bytes()) for key in keys]
    shuffled = list(keys)
    random.Random(1).shuffle(shuffled)
    halves = {"dev": shuffled[:len(keys) // 2], "held": shuffled[len(keys) // 2:]}
    have = dict(zip(keys, extract(args.program, pages)))
    rows = {key: counts(truth[key].get("articleBody", ""), have[key]) for key in keys}
    for name, part in [("dev half", halves["dev"]), ("held-out half", halves["held"]), ("all", keys)]:
        f1, p, r = score([rows[key] for key in part])
        print(f"{name:14} {len(part):4} pages  precision {p:.3f}  recall {r:.3f}  F1 {f1:.3f}")
    for key in sorted(halves.get(args.half, keys), key=lambda k: rows[k][0])[:args.worst]:
        print(f"{key[:12]} tp {rows[key][0]:.2f} fp {rows[key][1]:.2f} fn {rows[key][2]:.2f} {truth[key].get('url', '')}")
    if args.show:
        key = next(k for k in keys if k.startswith(args.show))
        want, got = truth[key]["articleBody"], have[key]
        print("=== extra lines")
        for line in got.split("\n"):
            if line.strip() and " ".join(line.split())[:60] not in " ".join(want.split()):
                print("  +", line[:200])
        print("=== missing lines")
        for line in want.split("\n"):
            if line.strip() and " ".join(line.split())[:60] not in " ".join(got.split()):
                print("  -", line[:200])


if __name__ == "__main__":
    main()
