#!/usr/bin/env python3
"""What a nightly run costs: an unchanged folder, PubMed's files. Everything is generated, nothing of it is kept.

    nightly.py WARRANT unchanged [FILES]        a folder of so many small files, taken in, then checked again
    nightly.py WARRANT pubmed [CITATIONS]       one .xml.gz of PubMed's kind, with results in the abstracts, and without
    nightly.py WARRANT growth [CITATIONS]       such files one after the other: does a citation cost the same in the end?

Prints wall and CPU seconds (user + system of the process) and its peak memory; where other loads run, trust the latter.
"""
import gzip
import itertools
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time


def run(words):
    """Wall seconds, CPU seconds and peak MiB of a command."""
    start = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(words)}: {status}\n{out}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def unchanged(program, folder, files):
    print(f"{files} files")
    for i in range(files):
        if i % 1000 == 0:
            (folder / f"docs/{i // 1000:03}").mkdir(parents=True)
        (folder / f"docs/{i // 1000:03}/{i:06}.md").write_text(f"# Note {i}\n\nNothing was found in group {i % 97}.\n")
    command = [program, "--db", str(folder / "s.db"), "-q", "ingest", str(folder / "docs")]
    time.sleep(2.1)  # a file that changed less than 2 s before it was read is read again
    for what in "taken in", "unchanged", "unchanged again":
        wall, cpu, peak, out = run(command)
        print(f"{what:<18} {wall:7.2f} s, CPU {cpu:7.2f} s, {peak:.0f} MiB")
        unchanged_now = next(int(line.split()[1]) for line in out.splitlines() if line.startswith("unchanged "))
        if unchanged_now != (0 if what == "taken in" else files):
            sys.exit(f"{unchanged_now} unchanged")


def words_of(rng, count, letters="etaoinshrdlucmfw"):
    """So many invented words, the frequent ones short."""
    known = set()
    while len(known) < count:
        known.add("".join(rng.choice(letters) for _ in range(rng.randint(3, 11))))
    return sorted(known, key=len)


WORDS = words_of(random.Random(20261130), 60000)
WEIGHTS = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(WORDS))))  # Zipf's law
STEP = 10_000


def citation(rng, pmid, results):
    """About what PubMed's are: seven of ten have an abstract."""
    words = WORDS

    def sentence():
        return " ".join(rng.choices(words, cum_weights=WEIGHTS, k=rng.randint(12, 28))).capitalize() + "."

    parts = []
    for label in ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS") if rng.random() < 0.7 else ():
        text = " ".join(sentence() for _ in range(rng.randint(2, 3)))
        if results and label == "RESULTS":
            median, ratio = rng.uniform(3, 30), rng.uniform(0.4, 1.6)
            text += (f" Median overall survival was {median:.1f} months in the treatment group and {median * ratio:.1f} months in"
                     f" the control group (HR {ratio:.2f}, 95% CI {ratio * .8:.2f} to {ratio * 1.3:.2f}; P = 0.0{rng.randint(1, 9)}).")
        parts.append(f'<AbstractText Label="{label}">{text}</AbstractText>')
    authors = "".join(f"<Author><LastName>{rng.choice(words).capitalize()}</LastName><ForeName>A</ForeName><Initials>A</Initials>"
                      f"</Author>" for _ in range(rng.randint(2, 8)))
    mesh = "".join(f'<MeshHeading><DescriptorName UI="D{rng.randint(1, 30000):06}">{rng.choice(words)}</DescriptorName></MeshHeading>'
                   for _ in range(10))
    return (f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID><Article><Journal><JournalIssue>'
            f"<PubDate><Year>{rng.randint(1990, 2026)}</Year></PubDate></JournalIssue><Title>Journal of {rng.choice(words)}</Title>"
            f"</Journal><ArticleTitle>{sentence()}</ArticleTitle>{'<Abstract>' + ''.join(parts) + '</Abstract>' if parts else ''}<AuthorList>{authors}"
            f"</AuthorList><Language>eng</Language><PublicationTypeList><PublicationType>Journal Article</PublicationType>"
            f"</PublicationTypeList></Article><MeshHeadingList>{mesh}</MeshHeadingList></MedlineCitation><PubmedData><ArticleIdList>"
            f'<ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">10.9999/nightly.{pmid}</ArticleId>'
            f"</ArticleIdList></PubmedData></PubmedArticle>\n")


def write_file(path, first, count, results):
    """One of PubMed's files, with so many citations from this PMID on; returns its size unpacked."""
    rng = random.Random(20261130 + first)
    size = 0
    with gzip.open(path, "wb", compresslevel=3) as out:
        out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n')
        for pmid in range(first, first + count):
            size += out.write(citation(rng, pmid, results).encode())
        out.write(b"</PubmedArticleSet>\n")
    return size


def pubmed(program, folder, citations):
    for results in False, True:
        source = folder / "pubmed26n0001.xml.gz"
        size = write_file(source, 1, citations, results)
        db = folder / "pubmed.db"
        wall, cpu, peak, out = run([program, "--db", str(db), "-q", "ingest", "--profile", str(source)])
        print(f"{citations} citations, {size / 1e6:.0f} MB, {'with' if results else 'without'} results in the abstracts:"
              f" {citations / wall:.0f} a second, {wall:.1f} s, CPU {cpu:.1f} s = {cpu / citations * 1e6:.0f} us each,"
              f" {peak:.0f} MiB, store {db.stat().st_size / 1e6:.0f} MB")
        rows = (" ".join(line.split()) for line in out.splitlines() if line.startswith(("new", "claims  ", "cpu ")))
        print("  " + ", ".join(rows))
        for suffix in "", "-wal", "-shm":
            pathlib.Path(str(db) + suffix).unlink(missing_ok=True)


def growth(program, folder, citations):
    """File by file, a run each, to so many citations; then a hundred more, and one."""
    db = folder / "growth.db"

    def add(number, first, count):
        source = folder / f"pubmed26n{number:04}.xml.gz"
        write_file(source, first, count, True)
        wall, cpu, peak, _ = run([program, "--db", str(db), "-q", "ingest", str(source)])
        print(f"{first + count - 1:>8} citations, {count:>5} of them new: CPU {cpu / count * 1e6:6.0f} us each,"
              f" {wall:6.2f} s, {peak:.0f} MiB, store {db.stat().st_size / 1e6:.0f} MB", flush=True)

    done = 0
    while done < citations and shutil.disk_usage(folder).free > 5e9:
        add(done // STEP + 1, done + 1, STEP)
        done += STEP
    for number in range(3):
        add(9000 + number, done + 1, 100)
        done += 100
    for number in range(3):
        add(9100 + number, done + 1, 1)
        done += 1


def main():
    tasks = {"unchanged": (unchanged, 100_000), "pubmed": (pubmed, 30_000), "growth": (growth, 200_000)}
    if len(sys.argv) < 3 or sys.argv[2] not in tasks:
        sys.exit(__doc__)
    task, size = tasks[sys.argv[2]]
    with tempfile.TemporaryDirectory(prefix="warrant-bench-") as folder:
        task(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(folder), int(sys.argv[3]) if len(sys.argv) > 3 else size)


main()
