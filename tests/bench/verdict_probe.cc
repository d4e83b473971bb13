// False alarms and blind spots of verdicts, on real articles: every own claim of an abstract, as a page would cite it,
// is heard against the rest of its article (it should be supported, seldom "contradicted"), and against the whole
// article with one thing altered by lot: the value, a bound, the p value, the unit, the time point, two numbers
// swapped, the direction turned (it must not be supported).
// usage: bench_verdict_probe ARTICLES SEED [--show contradicted|absent|KIND of alteration] < files (JATS, one path a
// line)
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <re2/re2.h>

#include "ingest/pipeline/pipeline.h"
#include "src/base/text.h"
#include "src/language/direction.h"
#include "src/query/testimony.h"

namespace {

using namespace warrant;

std::optional<IndexedDocument> read(const Source& source) {
  StageSeconds seconds;
  for (auto& document : index_source(source, std::string(64, '0'), seconds))
    if (document) return std::move(*document);
  return std::nullopt;
}

// A page that cites one work for every sentence.
IndexedDocument page_of(const std::vector<std::string>& sentences) {
  std::string text = "What is the evidence?\n=====================\n\nResults\n-------\n\n";
  for (const std::string& sentence : sentences) text += sentence + " [1].\n\n";
  text += "References\n----------\n\n1. Doe J. The study. Journal of Trials. 2010;1:1-9.\n";
  auto page = read({"page.txt", text});
  return page ? std::move(*page) : IndexedDocument{};
}

std::string sentence_text(const IndexedDocument& document, const Sentence& sentence) {
  std::string text(trim(slice(document.document.text, sentence.span)));
  while (text.ends_with('.')) text.pop_back();
  return text;
}

bool in_abstract(const IndexedDocument& document, std::int32_t passage) {
  return document.document.passages[static_cast<std::size_t>(passage)].place == Place::kAbstract;
}

// States a result: not what was done, or may be.
bool is_result(const std::string& text) {
  static const RE2 other(
      R"((?i)\b(may|might|could|should|would|aim|aimed|objective|purpose|hypothes\w+|whether|assess|evaluate|investigate|if|further|future|needed|we|registered|protocol|will)\b)");
  return direction_of(text) != Direction::kNone && !RE2::PartialMatch(text, other);
}

struct Heard {
  std::string verdict, reason, evidence;
  double owned = 0, rival = 0;
};

Heard judge(const Claim& claim, std::string_view words, WitnessDocument& witness) {
  const Testimony testimony = hear(claim, statement_of(claim, words), witness);
  const std::string& text = witness.document.document.text;
  if (testimony.support >= 0)
    return {"supported", testimony.support_reason, std::string(slice(text, testimony.support_span)), testimony.owned,
            testimony.rival};
  if (testimony.against >= 0)
    return {"contradicted", testimony.against_reason, std::string(slice(text, testimony.against_span))};
  return {testimony.stitched ? "stitched" : "absent", testimony.near_miss, {}};
}

// One altered sentence: what a reader would find wrong stands at `place`.
struct Altered {
  std::string kind, text;
  ByteSpan place;  // of the claim's value in `text`
};

class Alterer {
 public:
  Alterer(std::string_view sentence, const Claim& claim, ByteSpan value, std::mt19937& random)
      : text_(sentence), claim_(claim), value_(value), random_(random) {}

  // A statement without numbers, turned or denied.
  std::vector<Altered> turned() {
    directions();
    for (const auto& [from, to] : {std::pair("did not ", "did "),
                                   {"no significant", "a significant"},
                                   {"not significantly", "significantly"},
                                   {"does not ", "does "},
                                   {"was not ", "was "},
                                   {"were not ", "were "},
                                   {"significantly ", "not significantly "}}) {
      const std::size_t at = text_.find(from);
      if (at == std::string::npos) continue;
      put("negation", {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + std::string_view(from).size())},
          to);
      break;
    }
    for (Altered& altered : out_) {
      altered.kind = "words, " + altered.kind;
      altered.place = {};
    }
    return std::move(out_);
  }

  std::vector<Altered> all() {
    const std::string digits(slice(text_, value_));
    put("value", value_, other(digits), true);
    for (const auto& bound : {claim_.ci_low, claim_.ci_high})
      if (bound) change_behind("bound", *bound);
    if (claim_.p_value && claim_.p_op == Operator::kEqual) change_behind("p", *claim_.p_value);
    units();
    times();
    swaps(digits);
    directions();
    return std::move(out_);
  }

 private:
  int pick(int a, int b) { return std::uniform_int_distribution<int>(a, b)(random_); }

  // Another number of the same shape: one digit other, or two digits changed about.
  std::string other(std::string digits) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < digits.size(); ++i)
      if (is_ascii_digit(digits[i])) places.push_back(i);
    if (places.empty()) return digits;
    if (places.size() > 1 && pick(0, 1) == 0) {
      const auto at = static_cast<std::size_t>(pick(0, static_cast<int>(places.size()) - 2));
      if (digits[places[at]] != digits[places[at + 1]] && !(at == 0 && digits[places[1]] == '0')) {
        std::swap(digits[places[at]], digits[places[at + 1]]);
        return digits;
      }
    }
    char& digit = digits[places[static_cast<std::size_t>(pick(0, static_cast<int>(places.size()) - 1))]];
    char changed = digit;
    while (changed == digit || (&digit == digits.data() + places[0] && changed == '0'))
      changed = static_cast<char>('0' + pick(0, 9));
    digit = changed;
    return digits;
  }

  void put(const char* kind, ByteSpan where, const std::string& with, bool is_value = false) {
    if (slice(text_, where) == with) return;
    Altered altered{kind, text_, value_};
    altered.text.replace(where.start, where.size(), with);
    const auto shift = static_cast<std::int64_t>(with.size()) - static_cast<std::int64_t>(where.size());
    if (is_value) {
      altered.place.end = static_cast<std::uint32_t>(altered.place.end + shift);
    } else if (where.start < value_.start) {
      altered.place.start = static_cast<std::uint32_t>(altered.place.start + shift);
      altered.place.end = static_cast<std::uint32_t>(altered.place.end + shift);
    }
    out_.push_back(std::move(altered));
  }

  void change_behind(const char* kind, double number) {
    for (const Quantity& q : quantities_of(text_))
      if (q.span.start >= value_.end && std::fabs(std::fabs(q.value) - std::fabs(number)) < 1e-9) {
        put(kind, q.span, other(std::string(slice(text_, q.span))));
        return;
      }
  }

  void units() {
    static const std::pair<const char*, const char*> pairs[] = {{"months", "weeks"},
                                                                {"weeks", "days"},
                                                                {"days", "months"},
                                                                {"years", "months"},
                                                                {"%", " mg"},
                                                                {"mmHg", "cmH2O"},
                                                                {"mg/dl", "mmol/l"},
                                                                {"mg/dL", "mmol/L"},
                                                                {"kg", "g"},
                                                                {"g", "mg"},
                                                                {"mg", "g"},
                                                                {"ml", "l"},
                                                                {"mL", "L"},
                                                                {"L", "mL"},
                                                                {"mm", "cm"},
                                                                {"cm", "mm"},
                                                                {"minutes", "seconds"},
                                                                {"min", "h"},
                                                                {"hours", "days"},
                                                                {"points", "%"}};
    std::size_t at = value_.end;
    while (at < text_.size() && text_[at] == ' ') ++at;
    for (const auto& [unit, with] : pairs) {
      const std::string_view rest = std::string_view(text_).substr(at);
      if (!rest.starts_with(unit)) continue;
      const std::size_t end = std::string_view(unit).size();
      if (end < rest.size() && (is_ascii_alpha(rest[end]) || rest[end] == '/') && unit[0] != '%') continue;
      put("unit", {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + end)}, with);
      return;
    }
  }

  void times() {
    static const RE2 time(
        R"((?:\b(?:at|after|by) (?:month|week|day|year)s? ([0-9]+)\b)|(?:\b(?:at|after|by) ([0-9]+)[ -](?:month|week|day|year)s?\b)|(?:\b([0-9]+)-(?:month|week|day|year)\b))");
    re2::StringPiece part[3];
    if (!RE2::PartialMatch(text_, time, &part[0], &part[1], &part[2])) return;
    for (const auto& number : part) {
      if (number.data() == nullptr) continue;
      const auto at = static_cast<std::uint32_t>(number.data() - text_.data());
      const ByteSpan where{at, at + static_cast<std::uint32_t>(number.size())};
      if (where.overlaps(value_)) continue;
      put("time", where, std::to_string(std::atoi(std::string(number).c_str()) * 3 / 2 + 1));
    }
  }

  // The value and another number of its kind change places.
  void swaps(const std::string& digits) {
    std::optional<Quantity> own;
    const auto all = quantities_of(text_);
    for (const Quantity& q : all)
      if (q.span == value_) own = q;
    if (!own) return;
    for (const Quantity& q : all) {
      if (q.span.start <= value_.end || q.unit != own->unit || q.decimals != own->decimals || q.value == own->value ||
          (own->unit.empty() && own->decimals == 0))
        continue;
      if ((claim_.ci_low && q.value == *claim_.ci_low) || (claim_.ci_high && q.value == *claim_.ci_high) ||
          (claim_.p_value && q.value == *claim_.p_value))
        continue;
      Altered altered{"swap", text_, value_};
      const std::string there(slice(text_, q.span));
      altered.text.replace(q.span.start, q.span.size(), digits);
      altered.text.replace(value_.start, value_.size(), there);
      altered.place.end = value_.start + static_cast<std::uint32_t>(there.size());
      out_.push_back(std::move(altered));
      return;
    }
  }

  void directions() {
    static const std::pair<const char*, const char*> pairs[] = {
        {"higher", "lower"},      {"lower", "higher"},       {"increased", "decreased"}, {"decreased", "increased"},
        {"reduced", "increased"}, {"longer", "shorter"},     {"shorter", "longer"},      {"more", "less"},
        {"less", "more"},         {"greater", "smaller"},    {"better", "worse"},        {"worse", "better"},
        {"improved", "worsened"}, {"reduction", "increase"}, {"increase", "decrease"},   {"decrease", "increase"}};
    for (const auto& [word, with] : pairs) {
      const std::size_t at = text_.find(word);
      const std::size_t end = at + std::string_view(word).size();
      if (at == std::string::npos || (at > 0 && is_ascii_alpha(text_[at - 1])) ||
          (end < text_.size() && is_ascii_alpha(text_[end])))
        continue;
      put("direction", {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, with);
      return;
    }
  }

  std::string text_;
  const Claim& claim_;
  ByteSpan value_;
  std::mt19937& random_;
  std::vector<Altered> out_;
};

struct Tally {
  std::map<std::string, int> verdicts;
  int all = 0;
};

class Probe {
 public:
  Probe(unsigned seed, std::string show) : random_(seed), show_(std::move(show)) {}

  bool article(const IndexedDocument& whole) {
    std::vector<std::string> sentences;
    for (const Sentence& sentence : whole.sentences) {
      if (!in_abstract(whole, sentence.passage)) continue;
      const bool own = std::any_of(whole.claims.begin(), whole.claims.end(), [&](const Claim& claim) {
        return claim.value && !claim.cited && !claim.assumption && sentence.span.contains(claim.value_span);
      });
      std::string text = sentence_text(whole, sentence);
      const bool directed = std::none_of(text.begin(), text.end(), is_ascii_digit) && is_result(text);
      if ((own || directed) && text.find('[') == std::string::npos) sentences.push_back(std::move(text));
    }
    if (sentences.empty()) return false;
    WitnessDocument rest(without_abstract(whole)), full(whole);
    const IndexedDocument page = page_of(sentences);
    std::vector<Altered> altered;
    for (const Claim& claim : page.claims) {
      if (claim.citations.empty() || claim.assumption) continue;
      const std::string_view quote = slice(page.document.text, claim.span);
      if (!claim.value) {
        if (claim.direction.empty()) continue;
        show("words", judge(claim, quote, rest), words_rest_, claim, quote);
        show("whole words", judge(claim, quote, full), words_full_, claim, quote);
        std::string text(quote.substr(0, quote.find(" [1]")));
        const std::vector<Altered> choices = Alterer(text, claim, {}, random_).turned();
        if (!choices.empty())
          altered.push_back(choices[std::uniform_int_distribution<std::size_t>(0, choices.size() - 1)(random_)]);
        continue;
      }
      show("right", judge(claim, quote, rest), rest_, claim, quote);
      show("whole", judge(claim, quote, full), full_, claim, quote);
      if (!claim.span.contains(claim.value_span)) continue;
      std::string text(quote);
      while (text.ends_with('.')) text.pop_back();
      const ByteSpan value{claim.value_span.start - claim.span.start, claim.value_span.end - claim.span.start};
      text.resize(std::max<std::size_t>(std::min(text.size(), text.find(" [1]")), value.end));
      std::vector<Altered> choices = Alterer(text, claim, value, random_).all();
      if (choices.empty()) continue;
      altered.push_back(choices[std::uniform_int_distribution<std::size_t>(0, choices.size() - 1)(random_)]);
    }
    std::vector<std::string> texts;
    for (const Altered& a : altered) texts.push_back(a.text);
    const IndexedDocument wrong = page_of(texts);
    for (const Altered& a : altered) {
      const Claim* found = nullptr;
      for (const Claim& claim : wrong.claims) {
        const std::string_view quote = slice(wrong.document.text, claim.span);
        const bool same = a.place.empty() ? !claim.value && !claim.direction.empty()
                                          : claim.value && claim.value_span.start - claim.span.start == a.place.start;
        if (same && !claim.citations.empty() && quote.starts_with(a.text)) found = &claim;
      }
      if (found == nullptr) continue;
      const std::string_view quote = slice(wrong.document.text, found->span);
      show(a.kind, judge(*found, quote, rest), kinds_rest_[a.kind], *found, a.text);
      show("whole " + a.kind, judge(*found, quote, full), kinds_full_[a.kind], *found, a.text);
    }
    return true;
  }

  void report(int articles) const {
    fmt::print("{} articles\n", articles);
    line("abstract against rest", rest_);
    line("abstract against whole", full_);
    line("words against rest", words_rest_);
    line("words against whole", words_full_);
    for (const auto& [name, kinds] : {std::pair("rest", &kinds_rest_), {"whole", &kinds_full_}}) {
      Tally all;
      for (const auto& [kind, tally] : *kinds) {
        line(fmt::format("altered {}, {}", kind, name), tally);
        all.all += tally.all;
        for (const auto& [verdict, count] : tally.verdicts) all.verdicts[verdict] += count;
      }
      line(fmt::format("altered, all, {}", name), all);
    }
  }

 private:
  static IndexedDocument without_abstract(IndexedDocument document) {
    std::erase_if(document.sentences, [&](const Sentence& s) { return in_abstract(document, s.passage); });
    std::erase_if(document.claims, [](const Claim& c) { return c.place == Place::kAbstract; });
    return document;
  }

  static void line(const std::string& name, const Tally& tally) {
    fmt::print("{:32} {:5}", name, tally.all);
    for (const char* verdict : {"supported", "contradicted", "stitched", "absent"}) {
      const auto at = tally.verdicts.find(verdict);
      const int count = at == tally.verdicts.end() ? 0 : at->second;
      fmt::print("  {} {} ({:.3f})", verdict, count, tally.all == 0 ? 0.0 : static_cast<double>(count) / tally.all);
    }
    fmt::print("\n");
  }

  void show(const std::string& kind, const Heard& heard, Tally& tally, const Claim& claim, std::string_view words) {
    ++tally.all;
    ++tally.verdicts[heard.verdict];
    if (show_ == "gaps" && heard.verdict == "supported")
      fmt::print("GAP\t{}\t{:.3f}\t{:.3f}\t{}\n", kind, heard.owned, heard.rival, words);
    const bool alarm = kind == "right" || kind == "words"         ? show_ == heard.verdict
                       : kind == "whole" || kind == "whole words" ? show_ == "whole" && heard.verdict != "supported"
                                                                  : kind == show_ && heard.verdict == "supported";
    if (!alarm) return;
    fmt::print("--- {} {}: {}\n  says {}\n  here {}\n  hears {}\n", kind, heard.verdict, warrant::shown(claim), words,
               heard.reason, heard.evidence);
  }

  std::mt19937 random_;
  std::string show_;
  Tally rest_, full_, words_rest_, words_full_;
  std::map<std::string, Tally> kinds_rest_, kinds_full_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: bench_verdict_probe ARTICLES SEED [--show VERDICT|KIND] < files\n";
    return 2;
  }
  const int wanted = std::atoi(argv[1]);
  std::vector<std::string> files;
  for (std::string line; std::getline(std::cin, line);) files.push_back(line);
  std::sort(files.begin(), files.end());
  std::mt19937 lot(static_cast<unsigned>(std::atoi(argv[2])));
  std::shuffle(files.begin(), files.end(), lot);
  Probe probe(static_cast<unsigned>(std::atoi(argv[2])), argc > 4 ? argv[4] : "");
  int articles = 0;
  for (const std::string& file : files) {
    if (articles == wanted) break;
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (const auto document = read({file, bytes})) articles += probe.article(*document);
  }
  probe.report(articles);
}
