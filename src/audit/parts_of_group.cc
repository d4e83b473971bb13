// parts-of-group: "Of the 23 patients …, 8 …, 8 …, 7 … and 2 …": parts that are larger than their group, or that add up
// to more than it.
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

double count_of(re2::StringPiece digits) {
  std::string plain(digits);
  std::erase(plain, ',');
  return std::stod(plain);
}

// "98 patients (49 men and 49 women)": two parts that make up the whole by their names.
void check_partitions(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* parts = new RE2(
      R"((\d{1,6}) (?:were )?(men|males?|boys|women|females?|girls)(?: patients)?(?: [(\[][\d.·]+\s?%[)\]])?(?:,? and |, |; | / ?)(\d{1,6}) (?:were )?(women|females?|girls|men|males?|boys)\b)");
  // What stands before the parts.
  static const RE2* whole = new RE2(
      R"((?:^|[\s(])(\d{1,3}(?:,\d{3})+|\d{1,6}) (?:[a-zA-Z-]+ ){0,4}(?:patients|participants|subjects|children|adults|people|individuals|cases|volunteers|infants|students|persons|respondents)[a-z ]{0,24}[,:;]?\s?\(?(?:of whom |with |including |comprising |consisting of )?$)");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place) || passage.kind == PassageKind::kTableRow) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (text.find("ale") == std::string_view::npos && text.find("men") == std::string_view::npos &&
        text.find("girls") == std::string_view::npos)
      continue;
    re2::StringPiece group[5], all;
    if (!parts->Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), RE2::UNANCHORED, group, 5)) continue;
    const auto at = static_cast<std::size_t>(group[0].data() - text.data());
    std::size_t from = at > 90 ? at - 90 : 0;
    while (from < at && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    if (!RE2::PartialMatch(re2::StringPiece(text.data() + from, at - from), *whole, &all)) continue;
    const auto male = [](re2::StringPiece word) { return word[0] == 'm' || word[0] == 'b'; };
    if (male(group[2]) == male(group[4])) continue;
    const double total = count_of(all), a = count_of(group[1]), b = count_of(group[3]);
    ++subject.checked;
    if (a + b == total) continue;
    // Less than the whole may be missing data; far less means another group.
    const bool likely = a + b > total || a + b >= 0.8 * total;
    const auto start = sentence.span.start + static_cast<std::uint32_t>(all.data() - text.data());
    const auto end = sentence.span.start + static_cast<std::uint32_t>(at + group[0].size());
    report(findings, likely ? Severity::kWarning : Severity::kNote, {start, end},
           fmt::format("{} and {} do not add up to {}", a, b, total), fmt::format("{}", total),
           fmt::format("{}", a + b), fmt::format("{} + {} = {}, not {}", a, b, a + b, total));
  }
}

// "40 patients were randomised to A (n = 20) or B (n = 20)": arms that make up all who were randomised.
void check_arms(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* whole = new RE2(
      R"((?:^|[\s(])(\d{1,3}(?:,\d{3})+|\d{1,6}) (?:[a-zA-Z-]+ ){0,4}?(?:patients|participants|subjects|children|adults|people|individuals|cases|volunteers|infants|students|women|men|eyes|couples|families|newborns|neonates|adolescents|parturients) (?:[a-z]+ ){0,3}?(?:were|was) (?:then |subsequently |finally |eventually )?(?:randomi[sz]ed|randomly (?:assigned|allocated|divided)|allocated|assigned|divided)\b)");
  static const RE2* arm = new RE2(R"([(\[;,] ?(?:n|N) ?= ?(\d{1,3}(?:,\d{3})+|\d{1,6})[)\]])");
  static const RE2* other = new RE2(
      R"((?i)exclud|withdr|drop|lost|complet|stratum|strata|respectively|ratio|once|both|analy[sz]|available|evalua|assessed|received|discontinu|missing|remain)");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place) || passage.kind == PassageKind::kTableRow) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (text.find("= ") == std::string_view::npos && text.find("n=") == std::string_view::npos) continue;
    const re2::StringPiece input(text.data(), text.size());
    re2::StringPiece group[2];
    if (!whole->Match(input, 0, text.size(), RE2::UNANCHORED, group, 2)) continue;
    const double total = count_of(group[1]);
    const auto begin = static_cast<std::size_t>(group[1].data() - text.data());
    std::size_t at = static_cast<std::size_t>(group[0].data() - text.data()) + group[0].size();
    std::vector<double> sizes;
    std::string sum;
    double all = 0;
    bool complete = false;  // those named so far are all

    while (at < text.size() && arm->Match(input, at, text.size(), RE2::UNANCHORED, group, 2)) {
      sizes.push_back(count_of(group[1]));
      all += sizes.back();
      complete = complete || all == total;
      sum += fmt::format("{}{}", sum.empty() ? "" : " + ", sizes.back());
      at = static_cast<std::size_t>(group[0].data() - text.data()) + group[0].size();
    }
    const std::string_view clause = text.substr(begin, at - begin);
    if (sizes.size() < 2 || sizes.size() > 6 || matches(clause, *other)) continue;
    ++subject.checked;
    // Far from it they are something else; what is left may be printed otherwise ("or talks (35 patients)").
    const RE2 rest(fmt::format(R"(\b{}\b)", total - all));
    if (complete || std::fabs(all - total) > 0.2 * total || matches(text.substr(begin), rest)) continue;
    report(
        findings, Severity::kWarning,
        {sentence.span.start + static_cast<std::uint32_t>(begin), sentence.span.start + static_cast<std::uint32_t>(at)},
        fmt::format("the arms do not add up to the {} who were randomised", total), fmt::format("{}", total),
        fmt::format("{}", all), fmt::format("{} = {}, not {}", sum, all, total));
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  check_partitions(subject, findings);
  check_arms(subject, findings);
  static const RE2* group = new RE2(
      R"((?:^|[(;:] ?|, )(?:Of|Among|of|among|In|Out of) (?:the|these|those|our|all|all the)? ?(\d{1,3}(?:,\d{3})+|\d{1,6}) (?:[a-z-]+ ){0,3}?(?:patients|cases|women|men|children|participants|subjects|adults|infants|individuals))");
  static const RE2* part = new RE2(
      R"((?:, | and |; |\) |: )(\d{1,3}(?:,\d{3})+|\d{1,6}) (?:(?:patients|cases|participants|subjects|women|men|children) )?(?:had|were|was|died|did|did not|recovered|maintained|improved|worsened|survived|received|underwent|developed|completed|withdrew|remained|achieved|showed|relapsed|discontinued|experienced|responded|progressed)\b)");
  static const RE2* overlapping = new RE2(
      R"((?i)\b(?:also|at least|both|respectively|more than one|or more|one or|multiple|including|most common|arm|group|vs\.?|versus|compared (?:with|to) (?:the |a )?(?:\d|control|placebo|those|patients))\b)");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place) || passage.kind == PassageKind::kTableRow) continue;
    const std::string_view text = slice(d.text, sentence.span);
    const re2::StringPiece input(text.data(), text.size());
    re2::StringPiece found[2];
    if (!group->Match(input, 0, text.size(), RE2::UNANCHORED, found, 2)) continue;
    const double total = count_of(found[1]);
    std::size_t at = static_cast<std::size_t>(found[0].data() - text.data()) + found[0].size();
    // A second group in the sentence starts its own parts.
    re2::StringPiece next[2];
    if (group->Match(input, at, text.size(), RE2::UNANCHORED, next, 2)) continue;
    double sum = 0;
    int parts = 0;
    std::string arithmetic;
    double largest = 0;
    re2::StringPiece piece[2];
    while (at < text.size() && part->Match(input, at, text.size(), RE2::UNANCHORED, piece, 2)) {
      const double count = count_of(piece[1]);
      sum += count;
      ++parts;
      largest = std::max(largest, count);
      arithmetic += fmt::format("{}{}", arithmetic.empty() ? "" : " + ", count);
      at = static_cast<std::size_t>(piece[1].data() - text.data()) + piece[1].size();
    }
    if (parts == 0) continue;
    ++subject.checked;
    // "218 were screened … Of these 49, 30 were ineligible … and 169 were enrolled": what the group was taken from.
    const std::string_view before = slice(d.text, {passage.span.start, sentence.span.start});
    if (largest > total &&
        RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), fmt::format(R"(\b{}\b)", largest + total)))
      continue;
    if (largest > total) {
      report(findings, Severity::kWarning, sentence.span, fmt::format("{} of a group of {}", largest, total),
             fmt::format("{}", largest), fmt::format("at most {}", total), fmt::format("{} > {}", largest, total));
    } else if (parts >= 3 && sum > total && sum != 2 * largest &&  // "826 were included; 410 had it and 416 did not"
               !RE2::PartialMatch(input, *overlapping)) {
      report(findings, Severity::kWarning, sentence.span,
             fmt::format("the parts named add up to {}, more than the group of {}", sum, total), fmt::format("{}", sum),
             fmt::format("{}", total), fmt::format("{} = {}, not {}", arithmetic, sum, total));
    }
  }
}

}  // namespace

extern const Check parts_of_group_check;
const Check parts_of_group_check = {"parts-of-group", Severity::kWarning,
                                    "parts that exceed the group they are taken from",
                                    "Reads sentences of the form \"Of the N patients, a had …, b were … and c …\": a "
                                    "part above N, or three or more parts "
                                    "that sum to more than N. Sentences that say the parts overlap (also, at least, "
                                    "both…) are left out. Parts that sum to "
                                    "less than N are never reported, but for the two sexes.",
                                    run};

}  // namespace warrant
