#!/usr/bin/env python3
"""A large store out of a small one: its sentences again and again, until there are so many; in each copy every third
word is another one drawn from the whole, and one is the copy's own. Texts are not copied (all copies of a sentence point
into one passage), claims and references are left out: enough for bench_retrieval, which measures ranked search. The
sentences as indexed are written to FOLDER/sentences.tsv for the other engines.

    replicate.py STORE.db LARGE.db SENTENCES FOLDER
"""
import pathlib
import random
import sqlite3
import sys

store, large, wanted, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), pathlib.Path(sys.argv[4])
schema = sorted((pathlib.Path(__file__).resolve().parents[2] / "schema").glob("*.sql"))
db = sqlite3.connect(large, isolation_level=None)
db.execute("PRAGMA journal_mode = OFF")
db.execute("PRAGMA synchronous = OFF")
for step in schema:
    db.executescript(step.read_text())
# Each statement below ends a segment, and an index may have 2,000: merge as FTS5 does by default.
for index in ("sentence_index", "rest_index"):
    db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('automerge', 8), ('crisismerge', 16)")
db.execute("ATTACH ? AS old", (store,))
db.execute("BEGIN")
db.execute("INSERT INTO passage SELECT * FROM old.passage")
columns = [row[1] for row in db.execute("PRAGMA table_info (document)")]
documents = db.execute("SELECT nr, id, first_sentence, sentences FROM old.document ORDER BY first_sentence").fetchall()


def longer(codes):
    """One token more in each sentence."""
    out = bytearray()
    value = shift = 0
    for byte in codes:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            value += 256
            while value >= 0x80:
                out.append(value & 0x7F | 0x80)
                value >>= 7
            out.append(value)
            value = shift = 0
    return bytes(out)


drawn = random.Random(1)
pool = [word for (text,) in db.execute("SELECT text FROM old.sentence_text WHERE id % 97 = 0") for word in text.split()
        if word.isascii() and word.isalpha()]
drawn.shuffle(pool)
sentences = open(folder / "sentences.tsv", "w", encoding="utf-8")


def indexed(text, document, main):
    """The sentence as this copy has it; a word is replaced by one word, so that sizes stay right."""
    words = text.split()
    if copy > 1:
        at = drawn.randrange(len(pool) - len(words))
        for i in range(at % 3, len(words), 3):
            if words[i].isascii() and words[i].isalpha():
                words[i] = pool[at + i]
    words.append(f"copy{copy}")
    text = " ".join(words)
    if main:
        sentences.write(f"{document}\t{text}\n")
    return text


db.create_function("indexed", 3, indexed)
rows = nr = copy = 0
while rows < wanted:
    copy += 1
    for old_nr, old_id, first, count in documents:
        if rows >= wanted:
            break
        nr += 1
        values = list(db.execute(f"SELECT {', '.join(columns)} FROM old.document WHERE nr = ?", (old_nr,)).fetchone())
        for name, value in (("nr", nr), ("id", f"{old_id}-{copy}" if copy > 1 else old_id), ("first_sentence", rows + 1)):
            values[columns.index(name)] = value
        db.execute(f"INSERT INTO document VALUES ({', '.join('?' * len(columns))})", values)
        codes, checksum = db.execute("SELECT codes, checksum FROM old.sentence_size WHERE document = ?", (old_nr,)).fetchone()
        db.execute("INSERT INTO sentence_size VALUES (?, ?, ?)", (nr, longer(codes), checksum))
        move = rows + 1 - first
        last = first + count - 1
        db.execute("INSERT INTO sentence SELECT id + ?, passage, start, length FROM old.sentence WHERE id BETWEEN ? AND ?",
                   (move, first, last))
        for index, text in (("sentence_index", "sentence_text"), ("rest_index", "rest_text")):
            db.execute(f"INSERT INTO {index} (rowid, text) SELECT id + ?, indexed(text, ?, ?) FROM old.{text} "
                       "WHERE id BETWEEN ? AND ?", (move, old_id, index == "sentence_index", first, last))
        rows += count
db.execute("COMMIT")
print(f"{nr} documents, {rows} sentences, {copy} copies")
