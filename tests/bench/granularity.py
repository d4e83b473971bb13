#!/usr/bin/env python3
"""One full-text row a sentence, or one a passage? The same articles both ways in plain FTS5 (porter, contentless): size of
the index, time of a search, the right article by its best row, and whether the evidence marked by doctors is among the
ten best rows of the whole store.

  granularity.py STORE.db EVIDENCE.jsonl [every Nth article, default 3]
"""
import json
import re
import sqlite3
import sys
import time

ROWS = {
    "sentence": """SELECT s.id, d.id, substr(CAST(p.text AS BLOB), s.start + 1, s.length)
        FROM sentence s JOIN passage p ON p.id = s.passage JOIN document d ON d.nr = p.document
        WHERE p.place NOT IN ('reference', 'boilerplate') AND d.nr % ?1 = 0""",
    "passage": """SELECT p.id, d.id, CAST(p.text AS BLOB) FROM passage p JOIN document d ON d.nr = p.document
        WHERE p.place NOT IN ('reference', 'boilerplate') AND d.nr % ?1 = 0""",
}
STOP = set("a an and are as at be by for from in is it of on or that the to was were with no not but if into such than "
           "then this which".split())


def squeezed(text):
    return re.sub(r"\W+", "", text.lower())


def measured(store, questions, kind, step):
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2')")
    article, text = {}, {}
    start = time.process_time()
    for row, document, body in store.execute(ROWS[kind], (step,)):
        body = body.decode("utf-8")
        article[row], text[row] = document, body
        index.execute("INSERT INTO t (rowid, text) VALUES (?, ?)", (row, body))
    index.commit()
    index.execute("INSERT INTO t (t) VALUES ('optimize')")
    built = time.process_time() - start
    size = index.execute("SELECT sum(length(block)) FROM t_data").fetchone()[0]
    sizes = index.execute("SELECT sum(length(sz) + 6) FROM t_docsize").fetchone()[0]
    present = set(article.values())
    right = reciprocal = evidence1 = evidence10 = read5000 = shown = asked = 0
    times = []
    for question in questions:
        if question["pmcid"] not in present:
            continue
        words = re.findall(r"\w+", " ".join(question[k] for k in ("intervention", "comparator", "outcome")))
        words = sorted({w for w in words if w.lower() not in STOP})
        match = " OR ".join('"%s"' % w for w in words)
        start = time.process_time()
        hits = [r for r, in index.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 60", (match,))]
        times.append(time.process_time() - start)
        asked += 1
        order = list(dict.fromkeys(article[r] for r in hits))
        if question["pmcid"] in order[:10]:
            reciprocal += 1 / (order.index(question["pmcid"]) + 1)
            right += order[0] == question["pmcid"]
        wanted = [squeezed(e) for e in question["evidence"]]
        good = [article[r] == question["pmcid"] and
                any(len(t) > 20 and (t in w or w in t) for w in wanted for t in [squeezed(text[r])]) for r in hits]
        evidence1 += good[:1] == [True]
        evidence10 += any(good[:10])
        left = 5000  # characters a reader goes through
        for r, holds in zip(hits, good):
            left -= len(text[r])
            if left < 0:
                break
            if holds:
                read5000 += 1
                break
        shown += sum(len(text[r]) for r in hits[:10]) / max(1, len(hits[:10]))
    times.sort()
    chars = sum(len(t) for t in text.values())
    print(f"{kind:9} {len(text):7} rows, index {size / 1e6:.1f} MB + sizes {sizes / 1e6:.1f} MB for {chars / 1e6:.1f} M "
          f"characters, built in {built:.1f} s; search p50 {1e3 * times[len(times) // 2]:.0f}, p99 "
          f"{1e3 * times[len(times) * 99 // 100]:.0f} ms; {asked} questions: right article {right / asked:.3f}, MRR "
          f"{reciprocal / asked:.3f}; evidence first {evidence1 / asked:.3f}, among 10 {evidence10 / asked:.3f}, in the "
          f"first 5,000 characters {read5000 / asked:.3f}; "
          f"{shown / asked:.0f} characters a hit", flush=True)


def main():
    store = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    questions = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
    step = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    for kind in ROWS:
        measured(store, questions, kind, step)


main()
