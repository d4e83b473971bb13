// What comes out of files, folders and archives, and what must not.
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "ingest/fetch/fetcher.h"
#include "src/base/digest.h"
#include "tests/support/archive.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

namespace fs = std::filesystem;
using test::gzip;
using test::tar_end;
using test::tar_member;
using test::write_file;
using test::zip;

// Everything fetch() hands over, names without the temporary folder: "name=bytes" or "name: code message".
struct Fetched {
  std::vector<Source> sources;
  std::vector<Error> errors;
};

Fetched fetched(const fs::path& path, const FetchLimits& limits = {}) {
  Fetched out;
  const Result<void> result = fetch(path.string(), limits, [&](Result<Source> source) {
    if (source)
      out.sources.push_back(std::move(*source));
    else
      out.errors.push_back(source.error());
    return true;
  });
  if (!result) out.errors.push_back(result.error());
  return out;
}

std::vector<std::string> names(const Fetched& fetched, const fs::path& base) {
  std::vector<std::string> out;
  const std::string prefix = base.string() + "/";
  for (const Source& s : fetched.sources)
    out.push_back(s.name.starts_with(prefix) ? s.name.substr(prefix.size()) : s.name);
  return out;
}

std::string noise(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::string out(size, ' ');
  for (char& c : out) c = static_cast<char>('a' + random() % 26);
  return out;
}

class Fetch : public testing::Test {
 protected:
  fs::path put(const std::string& name, std::string_view bytes) {
    write_file(folder_.path() / name, bytes);
    return folder_.path() / name;
  }
  test::TemporaryFolder folder_;
};

TEST_F(Fetch, WalksFoldersInByteOrder) {
  put("b.xml", "B");
  put("a/z.xml", "Z");
  put("a/B.xml", "b");
  put("a.xml", "A");
  put("C.xml", "C");
  EXPECT_EQ(names(fetched(folder_.path()), folder_.path()),
            (std::vector<std::string>{"C.xml", "a/B.xml", "a/z.xml", "a.xml", "b.xml"}));
}

TEST_F(Fetch, NamesWhatIsMissing) {
  const Fetched f = fetched(folder_.path() / "absent.xml");
  ASSERT_EQ(f.errors.size(), 1u);
  EXPECT_EQ(f.errors[0].code, ErrorCode::kNotFound);
  EXPECT_EQ(f.errors[0].where, (folder_.path() / "absent.xml").string());
}

TEST_F(Fetch, StopsWhenTheSinkSaysSo) {
  for (const char* name : {"1", "2", "3"}) put(name, name);
  int seen = 0;
  ASSERT_TRUE(fetch(folder_.path().string(), {}, [&](Result<Source>) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2);
}

TEST_F(Fetch, RefusesLinksAndSpecialFilesInFolders) {
  const fs::path outside = put("outside/secret.txt", "secret");
  put("root/real.txt", "real");
  const fs::path root = folder_.path() / "root";
  fs::create_symlink(outside, root / "link.txt");
  fs::create_directory_symlink(outside.parent_path(), root / "linked-folder");
  fs::create_directory_symlink(root, root / "loop");
  ASSERT_EQ(mkfifo((root / "pipe").c_str(), 0600), 0);
  const int socket_descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string socket_path = (root / "socket").string();
  ASSERT_LT(socket_path.size(), sizeof(address.sun_path));
  socket_path.copy(address.sun_path, socket_path.size());
  ASSERT_EQ(bind(socket_descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  const Fetched f = fetched(root);
  close(socket_descriptor);
  EXPECT_EQ(names(f, root), std::vector<std::string>{"real.txt"});
  ASSERT_EQ(f.errors.size(), 5u);
  for (const Error& e : f.errors) EXPECT_EQ(e.code, ErrorCode::kUnsupported) << to_string(e);
}

TEST_F(Fetch, FollowsALinkThatTheUserNames) {
  fs::create_symlink(put("real.txt", "real"), folder_.path() / "link.txt");
  const Fetched f = fetched(folder_.path() / "link.txt");
  ASSERT_EQ(f.sources.size(), 1u);
  EXPECT_EQ(f.sources[0].bytes, "real");
}

TEST_F(Fetch, TellsPackingByContent) {
  const std::string tar = tar_member("x/a.xml", "A") + tar_member("b.xml", "B") + tar_end();
  struct Case {
    const char* name;
    std::string bytes;
    std::vector<std::string> expected;
  };
  const std::vector<Case> cases = {
      {"plain.gz", "not packed at all", {"plain.gz"}},
      {"one.xml", gzip("one"), {"one.xml"}},
      {"tar.xml", tar, {"tar.xml!x/a.xml", "tar.xml!b.xml"}},
      {"tgz", gzip(tar), {"tgz!x/a.xml", "tgz!b.xml"}},
      {"two-members.tgz",
       gzip(std::string_view(tar).substr(0, 700)) + gzip(std::string_view(tar).substr(700)),
       {"two-members.tgz!x/a.xml", "two-members.tgz!b.xml"}},
      {"zip.txt", zip({{"z/a.xml", "A"}, {"b.xml", "B"}}), {"zip.txt!z/a.xml", "zip.txt!b.xml"}},
      {"empty.zip", zip({}), {"empty.zip"}},
      {"report.docx", zip({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}}), {"report.docx"}},
      {"empty", "", {"empty"}},
  };
  for (const Case& c : cases) {
    const Fetched f = fetched(put(c.name, c.bytes));
    EXPECT_EQ(names(f, folder_.path()), c.expected) << c.name;
    EXPECT_TRUE(f.errors.empty()) << c.name << ": " << to_string(f.errors[0]);
  }
}

TEST_F(Fetch, JoinsGzipMembersAndSaysWhatTrails) {
  const Fetched joined = fetched(put("a.xml.gz", gzip("first ") + gzip("second")));
  ASSERT_EQ(joined.sources.size(), 1u);
  EXPECT_EQ(joined.sources[0].bytes, "first second");
  EXPECT_EQ(joined.sources[0].note, "");
  const Fetched padded = fetched(put("b.xml.gz", gzip("text") + std::string(512, '\0')));
  ASSERT_EQ(padded.sources.size(), 1u);
  EXPECT_EQ(padded.sources[0].note, "");
  const Fetched junk = fetched(put("c.xml.gz", gzip("text") + "<html>"));
  ASSERT_EQ(junk.sources.size(), 1u);
  EXPECT_EQ(junk.sources[0].bytes, "text");
  EXPECT_EQ(junk.sources[0].note, "6 bytes after the end of the gzip stream were ignored");
}

// A cut download at 1,000 places: never a source, always one error, whatever lies inside.
TEST_F(Fetch, RefusesEveryCutOfATarGz) {
  std::string tar;
  for (unsigned i = 0; i < 20; ++i) tar += tar_member(fmt::format("{}.xml", i), noise(700 * i, i));
  const std::string whole = gzip(tar + tar_end());
  ASSERT_GT(whole.size(), 1000u);
  for (std::size_t i = 0; i < 1000; ++i) {
    const std::size_t cut = 3 + (whole.size() - 4) * i / 999;
    const Fetched f = fetched(put("cut.tar.gz", std::string_view(whole).substr(0, cut)));
    ASSERT_TRUE(f.sources.empty()) << "cut at " << cut;
    ASSERT_EQ(f.errors.size(), 1u) << "cut at " << cut;
    ASSERT_EQ(f.errors[0].code, ErrorCode::kCorrupt) << to_string(f.errors[0]);
  }
  EXPECT_EQ(fetched(put("cut.tar.gz", whole)).sources.size(), 20u);
}

TEST_F(Fetch, RefusesEveryCutOfTwoGzipMembers) {
  const std::string first = gzip(noise(500, 1)), whole = first + gzip(noise(500, 2));
  for (std::size_t cut = 3; cut < whole.size(); ++cut) {
    const Fetched f = fetched(put("cut.gz", std::string_view(whole).substr(0, cut)));
    if (cut == first.size()) {  // a whole first member says nothing about a second
      EXPECT_EQ(f.sources.size(), 1u);
      continue;
    }
    ASSERT_TRUE(f.sources.empty()) << "cut at " << cut;
    ASSERT_EQ(f.errors.size(), 1u) << "cut at " << cut;
  }
}

// Any flipped bit of a gzip file that changes what comes out must be noticed.
TEST_F(Fetch, NoticesFlippedBitsOfGzip) {
  const std::string bytes = noise(3000, 7), whole = gzip(bytes);
  for (std::size_t i = 0; i < whole.size(); i += 7) {
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
    for (const Source& s : fetched(put("flip.xml.gz", flipped)).sources)
      EXPECT_TRUE(s.bytes == bytes || s.bytes == flipped) << "byte " << i;
  }
}

TEST_F(Fetch, RefusesWrongCheckSumsWholly) {
  const std::string tar = tar_member("a.xml", "A") + tar_member("b.xml", "B") + tar_end();
  for (const std::string& inner : {tar, std::string("one document")}) {
    std::string bytes = gzip(inner);
    bytes[bytes.size() - 8] = static_cast<char>(bytes[bytes.size() - 8] ^ 1);
    const Fetched f = fetched(put("crc.gz", bytes));
    EXPECT_TRUE(f.sources.empty());
    ASSERT_EQ(f.errors.size(), 1u);
    EXPECT_EQ(f.errors[0].code, ErrorCode::kCorrupt);
  }
  const Fetched f = fetched(put("crc.zip", zip({{"a", "AAAA"}, {"bad", "BBBB", 1}, {"c", "CCCC"}})));
  EXPECT_EQ(names(f, folder_.path()), (std::vector<std::string>{"crc.zip!a", "crc.zip!c"}));
  ASSERT_EQ(f.errors.size(), 1u);
  EXPECT_EQ(f.errors[0].code, ErrorCode::kCorrupt);
  EXPECT_TRUE(f.errors[0].where.ends_with("crc.zip!bad"));
}

TEST_F(Fetch, RefusesCutTarAndZip) {
  const std::string tar = tar_member("a.xml", noise(900, 1)) + tar_member("b.xml", noise(900, 2));
  const Fetched inside = fetched(put("cut.tar", std::string_view(tar).substr(0, tar.size() - 600)));
  EXPECT_EQ(inside.sources.size(), 1u);
  ASSERT_EQ(inside.errors.size(), 1u);
  EXPECT_EQ(inside.errors[0].code, ErrorCode::kCorrupt);
  const Fetched between = fetched(put("between.tar", std::string_view(tar).substr(0, tar.size() / 2)));
  ASSERT_EQ(between.errors.size(), 1u);
  EXPECT_EQ(between.errors[0].code, ErrorCode::kCorrupt);
  const std::string zipped = zip({{"a", "AAAA"}, {"b", "BBBB"}});
  for (std::size_t cut = 4; cut < zipped.size(); ++cut) {
    const Fetched f = fetched(put("cut.zip", std::string_view(zipped).substr(0, cut)));
    EXPECT_TRUE(f.sources.empty()) << "cut at " << cut;
    EXPECT_EQ(f.errors.size(), 1u) << "cut at " << cut;
  }
}

// libarchive would end such a listing without a word.
TEST_F(Fetch, MissesMembersThatADamagedDirectoryHides) {
  std::string bytes = zip({{"a", "AAAA"}, {"b", "BBBB"}, {"c", "CCCC"}});
  bytes[bytes.rfind("PK\x01\x02")] = 'Q';  // the entry of c
  const Fetched f = fetched(put("hidden.zip", bytes));
  ASSERT_EQ(f.errors.size(), 1u);
  EXPECT_EQ(f.errors[0].code, ErrorCode::kCorrupt);
  const Fetched nothing = fetched(put("folders.tar", tar_member("only/", "", '5') + tar_end()));
  ASSERT_EQ(nothing.errors.size(), 1u);
  EXPECT_EQ(nothing.errors[0].code, ErrorCode::kUnsupported);
}

TEST_F(Fetch, TakesOnlyRegularMembersAndWritesNothing) {
  const std::string tar = tar_member("folder/", "", '5') + tar_member("../../up.txt", "up") +
                          tar_member("/absolute.txt", "absolute") + tar_member("soft", "", '2', "/etc/passwd") +
                          tar_member("hard", "", '1', "up.txt") + tar_member("device", "", '3') +
                          tar_member("pipe", "", '6') + tar_member("good.txt", "good") + tar_end();
  const fs::path before = fs::current_path();
  const Fetched f = fetched(put("in/evil.tar", tar));
  EXPECT_EQ(names(f, folder_.path() / "in"),
            (std::vector<std::string>{"evil.tar!../../up.txt", "evil.tar!/absolute.txt", "evil.tar!good.txt"}));
  ASSERT_EQ(f.errors.size(), 4u);
  for (const Error& e : f.errors) EXPECT_EQ(e.code, ErrorCode::kUnsupported) << to_string(e);
  EXPECT_FALSE(fs::exists(folder_.path() / "up.txt"));
  EXPECT_FALSE(fs::exists(before / "good.txt"));
}

TEST_F(Fetch, EscapesEvilNames) {
  struct Case {
    std::string raw, shown;
  };
  const std::vector<Case> cases = {
      {"caf\xC3\xA9.xml", "caf\xC3\xA9.xml"},
      {"bad\xFF.xml", "bad\\xff.xml"},
      {"two\nlines", "two\\x0alines"},
      {"rtl\xE2\x80\xAEtxt.exe", "rtl\\xe2\\x80\\xaetxt.exe"},
      {"esc\x1b[31m", "esc\\x1b[31m"},
      {"a\\xff", "a\\x5cxff"},
      {"a\\b", "a\\b"},
      {"\xEF\xBF\xBD", "\xEF\xBF\xBD"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(printable_name(c.raw), c.shown);
    const Fetched f = fetched(put("names.tar", tar_member(c.raw, "x") + tar_end()));
    ASSERT_EQ(f.sources.size(), 1u) << c.shown;
    EXPECT_TRUE(f.sources[0].name.ends_with("names.tar!" + c.shown)) << f.sources[0].name;
  }
}

TEST_F(Fetch, DoesNotOpenArchivesInsideArchives) {
  const std::string inner = tar_member("a.xml", "A") + tar_end();
  const Fetched f = fetched(put("outer.tar", tar_member("1.gz", gzip("x")) + tar_member("2.zip", zip({{"a", "A"}})) +
                                                 tar_member("3.tar", inner) + tar_member("4.xml", "good") + tar_end()));
  EXPECT_EQ(names(f, folder_.path()), std::vector<std::string>{"outer.tar!4.xml"});
  ASSERT_EQ(f.errors.size(), 3u);
  EXPECT_EQ(f.errors[0].message, "compressed file inside an archive, not opened: unpack it first");
  for (int i : {1, 2})
    EXPECT_EQ(f.errors[static_cast<std::size_t>(i)].message, "archive inside an archive, not opened: unpack it first");
  const Fetched twice = fetched(put("twice.gz", gzip(gzip("x"))));
  EXPECT_TRUE(twice.sources.empty());
  ASSERT_EQ(twice.errors.size(), 1u);
  EXPECT_EQ(twice.errors[0].code, ErrorCode::kUnsupported);
}

TEST_F(Fetch, ComparesPublishedMd5) {
  put("a.xml", "abc");
  put("a.xml.md5", "MD5(a.xml)= 900150983cd24fb0d6963f7d28e17f72\n");  // RFC 1321, A.5
  put("b.xml", "abd");
  put("b.xml.md5", "900150983CD24FB0D6963F7D28E17F72  b.xml\n");
  const Fetched f = fetched(folder_.path());
  ASSERT_EQ(f.sources.size(), 1u);
  EXPECT_EQ(f.sources[0].bytes, "abc");
  ASSERT_EQ(f.errors.size(), 3u);
  EXPECT_EQ(f.errors[0].code, ErrorCode::kUnsupported);  // a.xml.md5
  EXPECT_EQ(f.errors[1].code, ErrorCode::kCorrupt);      // b.xml
  EXPECT_EQ(f.errors[2].code, ErrorCode::kUnsupported);
}

TEST_F(Fetch, TakesAFileThatChangesWhileItIsReadWholeOrNotAtAll) {
  const fs::path path = put("growing.txt", std::string(20'000, 'a'));
  FetchLimits limits;
  limits.part_above = 10'000;
  limits.in_parts = [&](std::string_view) {  // asked between the opening and the reading
    std::ofstream(path, std::ios::app) << "and more";
    return false;
  };
  int sources = 0;
  EXPECT_TRUE(fetch(path.string(), limits, [&](Result<Source> source) {
    EXPECT_TRUE(source) << to_string(source.error());
    EXPECT_EQ(source ? source->bytes : "", std::string(20'000, 'a') + "and more");
    ++sources;
    return true;
  }));
  EXPECT_EQ(sources, 1);
}

TEST_F(Fetch, HandsOverInPartsWhatMayBe) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + "\n";
  FetchLimits limits;
  limits.part_above = 10'000;
  limits.max_source_bytes = 50'000;
  limits.in_parts = [](std::string_view head) { return head.starts_with("0\n1\n"); };
  for (const fs::path& path :
       {put("plain.txt", text), put("packed.gz", gzip(text.substr(0, 60'000)) + gzip(text.substr(60'000)))}) {
    std::string joined, sha256;
    bool more = true;
    const auto done = fetch(path.string(), limits, [&](Result<Source> source) {
      EXPECT_TRUE(source) << to_string(source.error());
      if (!source) return false;
      EXPECT_TRUE(more);
      EXPECT_LE(source->bytes.size(), 10'000u);
      if (joined.empty()) sha256 = source->sha256;
      joined += source->bytes;
      more = source->more;
      return true;
    });
    EXPECT_TRUE(done);
    EXPECT_FALSE(more);
    EXPECT_TRUE(joined == text) << path;
    EXPECT_EQ(sha256, sha256_hex(text));
  }
  // A wrong check sum at the end: not a byte is handed over.
  std::string broken = gzip(text.substr(0, 60'000)) + gzip(text.substr(60'000));
  broken[broken.size() - 6] ^= 1;
  int sources = 0, errors = 0;
  EXPECT_TRUE(fetch(put("broken.gz", broken).string(), limits, [&](Result<Source> source) {
    ++(source ? sources : errors);
    return true;
  }));
  EXPECT_EQ(sources, 0);
  EXPECT_EQ(errors, 1);
}

TEST_F(Fetch, StopsDecompressionBombs) {
  const std::string zeros(80 << 20, '\0');
  const fs::path bomb = put("bomb.gz", gzip(zeros, 9));
  const Fetched f = fetched(bomb);
  EXPECT_TRUE(f.sources.empty());
  ASSERT_EQ(f.errors.size(), 1u);
  EXPECT_EQ(f.errors[0].code, ErrorCode::kLimit);
  const Fetched tar = fetched(put("bomb.tar.gz", gzip(tar_member("zeros", zeros) + tar_end(), 9)));
  EXPECT_TRUE(tar.sources.empty());
  ASSERT_EQ(tar.errors.size(), 1u);
  EXPECT_EQ(tar.errors[0].code, ErrorCode::kLimit);
}

TEST_F(Fetch, CountsBytesInsteadOfBelievingSizes) {
  FetchLimits limits;
  limits.max_source_bytes = 1000;
  limits.max_archive_bytes = 5000;
  limits.max_entries = 12;
  EXPECT_EQ(fetched(put("large.xml", noise(1001, 1)), limits).errors.at(0).code, ErrorCode::kLimit);
  EXPECT_EQ(fetched(put("large.xml.gz", gzip(noise(1001, 1))), limits).errors.at(0).code, ErrorCode::kLimit);
  const Fetched one =
      fetched(put("one.tar", tar_member("big", noise(1001, 1)) + tar_member("ok", "ok") + tar_end()), limits);
  EXPECT_EQ(names(one, folder_.path()), std::vector<std::string>{"one.tar!ok"});
  EXPECT_EQ(one.errors.at(0).code, ErrorCode::kLimit);
  std::string many;
  for (unsigned i = 0; i < 6; ++i) many += tar_member(std::to_string(i), noise(900, i));
  EXPECT_EQ(fetched(put("total.tar", many + tar_end()), limits).errors.at(0).code, ErrorCode::kLimit);
  many.clear();
  for (unsigned i = 0; i < 20; ++i) many += tar_member(std::to_string(i), "x");
  const Fetched entries = fetched(put("entries.tar", many + tar_end()), limits);
  EXPECT_EQ(entries.sources.size(), 12u);
  EXPECT_EQ(entries.errors.at(0).code, ErrorCode::kLimit);
}

// A GNU sparse member announces 20 GiB in one header; nothing of that is in the file.
TEST_F(Fetch, DoesNotBelieveSparseTarHeaders) {
  std::string member = tar_member("sparse", "", 'S');
  const auto field = [&](std::size_t at, const std::string& value) { member.replace(at, value.size(), value); };
  field(257, std::string("ustar  \0", 8));
  field(483, "240000000000");  // real size, octal: 20 GiB
  field(386, "240000000000");  // one empty chunk at its end
  field(398, "00000000000");
  field(148, "        ");
  unsigned sum = 0;
  for (const char c : member) sum += static_cast<unsigned char>(c);
  field(148, fmt::format("{:06o}", sum));
  member[154] = '\0';
  const Fetched f = fetched(put("sparse.tar", member + tar_end()));
  EXPECT_TRUE(f.sources.empty());
  ASSERT_EQ(f.errors.size(), 1u);
  EXPECT_TRUE(f.errors[0].code == ErrorCode::kLimit || f.errors[0].code == ErrorCode::kCorrupt)
      << to_string(f.errors[0]);
}

TEST_F(Fetch, ReadsTheRealCorpusWithoutAnError) {
  WARRANT_NEEDS_SHARED();
  std::size_t sources = 0, bytes = 0, errors = 0;
  ASSERT_TRUE(fetch((test::shared_dir() / "data/pmc-oa-ccby.tar.gz").string(), {}, [&](Result<Source> source) {
    if (source) {
      ++sources;
      bytes += source->bytes.size();
    } else {
      ++errors;
    }
    return true;
  }));
  EXPECT_GE(sources, 2250u);
  EXPECT_GT(bytes, 170'000'000u);
  EXPECT_EQ(errors, 0u);
}

}  // namespace
}  // namespace warrant
