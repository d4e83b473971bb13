#include "src/store/keys.h"

#include <algorithm>

#include "src/base/digest.h"
#include "src/base/text.h"

namespace warrant {
namespace {

std::int64_t hash63(std::string_view bytes) {
  const std::string hex = sha256_hex(bytes).substr(0, 16);
  return static_cast<std::int64_t>(std::strtoull(hex.c_str(), nullptr, 16) >> 1);
}

bool is_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit); }

// Drops `prefix` (lower case) and any ':' and space after it.
bool drop_prefix(std::string_view& lower, std::string_view prefix) {
  if (lower.substr(0, prefix.size()) != prefix) return false;
  lower.remove_prefix(prefix.size());
  while (!lower.empty() && (lower.front() == ':' || lower.front() == ' ')) lower.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<std::int64_t> title_key(std::string_view title) {
  const std::string folded = fold_case(title);
  std::string letters(folded.size(), '\0');
  std::size_t size = 0;
  int words = 0;
  bool in_word = false;
  const auto take = [&](bool letter, std::size_t from, std::size_t to) {
    if (letter && !in_word) ++words;
    in_word = letter;
    for (; letter && from < to; ++from) letters[size++] = folded[from];
  };
  for (std::size_t i = 0; i < folded.size();) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    if (byte < 0x80) {
      take((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z'), i, i + 1);
      ++i;
      continue;
    }
    const std::size_t from = i;
    const char32_t c = next_code_point(folded, i);
    // Letters and digits; spaces, dashes, quotes (ASCII, Latin-1 signs, General Punctuation) and signs (trade marks,
    // arrows, stars that mark a footnote) are neither.
    take(c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x2100 && c <= 0x2BFF), from,
         i);
  }
  letters.resize(size);
  if (words < 4 || letters.size() < 20) return std::nullopt;
  return hash63(letters);
}

std::string author_key(const std::vector<std::string>& authors) {
  if (authors.empty()) return "";
  const std::string folded = fold_case(collapse_space(authors.front()));
  std::string_view name = folded;
  name = name.substr(0, name.find_first_of(" ,"));
  return std::string(name);
}

Identifier parse_identifier(std::string_view text) {
  const std::string folded = ascii_lower(trim(text));
  std::string_view rest = folded;
  Identifier found;
  for (std::string_view prefix :
       {"https://", "http://", "dx.doi.org/", "doi.org/", "www.ncbi.nlm.nih.gov/pmc/articles/",
        "pmc.ncbi.nlm.nih.gov/articles/", "pubmed.ncbi.nlm.nih.gov/"})
    drop_prefix(rest, prefix);
  while (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);
  drop_prefix(rest, "pmcid");
  if (drop_prefix(rest, "pmc")) {
    if (is_digits(rest)) found.pmcid = "PMC" + std::string(rest);
    return found;
  }
  drop_prefix(rest, "pmid");
  if (is_digits(rest)) {
    found.pmid = std::string(rest);
    return found;
  }
  drop_prefix(rest, "doi");
  if (rest.substr(0, 3) == "10.") found.doi = std::string(rest);
  return found;
}

std::string release_of(std::string_view source) {
  constexpr std::string_view kPrefix = "pubmed";
  constexpr std::size_t kSize = 7;  // "26n0012"
  const std::string_view name = source.substr(source.find_last_of("/!") + 1);
  if (!name.starts_with(kPrefix) || name.size() < kPrefix.size() + kSize) return "";
  const std::string_view number = name.substr(kPrefix.size(), kSize);
  if (!is_digits(number.substr(0, 2)) || number[2] != 'n' || !is_digits(number.substr(3))) return "";
  const std::string_view rest = name.substr(kPrefix.size() + kSize);
  return rest.empty() || rest.front() == '.' ? std::string(number) : "";
}

}  // namespace warrant
