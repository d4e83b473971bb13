#include <algorithm>
#include <iterator>

#include "ingest/reader/plain_page.h"
#include "ingest/reader/reader.h"
#include "ingest/reader/reference_list.h"
#include "ingest/reader/section_role.h"
#include "ingest/reader/source_text.h"
#include "ingest/reader/text_builder.h"
#include "src/base/text.h"

namespace warrant {
namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// "…more aggressive intervention. 2" or "…2, 3, 4": how pages of this kind cite.
bool ends_with_bare_citation(std::string_view line) {
  std::size_t i = line.size();
  std::size_t digits = 0;
  while (i > 0 && (is_ascii_digit(line[i - 1]) || line[i - 1] == ',' || line[i - 1] == ' ')) {
    digits += is_ascii_digit(line[i - 1]) ? 1 : 0;
    --i;
  }
  return digits > 0 && digits <= 8 && i < line.size() && line[i] == ' ' && i > 40;
}

// The kinds of source that Q&A pages print above each reference.
bool is_reference_kind(std::string_view line) {
  constexpr std::string_view kKinds[] = {"guideline",      "research",
                                         "review",         "study",
                                         "trial",          "randomized trial",
                                         "praxis",         "meta-analysis",
                                         "case report",    "systematic review",
                                         "clinical trial", "label",
                                         "consensus",      "observational study",
                                         "drug",           "practice guideline"};
  const std::string lower = ascii_lower(trim(line));
  return std::find(std::begin(kKinds), std::end(kKinds), lower) != std::end(kKinds);
}

// "Ortopedia, traumatologia, rehabilitacja, 2017"
bool ends_with_year(std::string_view line) {
  if (!line.empty() && line.back() == '.') line.remove_suffix(1);
  return line.size() > 6 && (line.substr(line.size() - 4, 2) == "19" || line.substr(line.size() - 4, 2) == "20") &&
         year_of(line.substr(line.size() - 4)) != 0 && !is_ascii_digit(line[line.size() - 5]);
}

class QaReader {
 public:
  explicit QaReader(const SourceText& source) : source_(source), text_(source.text), builder_(document_) {}

  Document read() {
    document_.kind = DocumentKind::kQa;
    document_.full_text = true;
    lines_ = read_page_lines(text_);
    std::size_t i = 0;
    if (!lines_.empty()) {
      document_.title = collapse_space(text_at(0));
      emit(PassageKind::kQuestion, Place::kFront, {lines_[0].span});
      i = 1;
    }
    i = banner(i);
    for (; i < lines_.size(); ++i) {
      const PageLine& line = lines_[i];
      if (line.span.size() < 160 && line.kind != PageLine::Kind::kItem && is_banner(text_at(i))) {
        banner_line(line);
        continue;
      }
      const bool in_list = use_ == TitleUse::kReferences;
      if (line.kind == PageLine::Kind::kHeading && !(in_list && line.use == TitleUse::kBody) && heading(i)) {
        if (use_ == TitleUse::kReferences) i = references(i + 1) - 1;
        continue;
      }
      body(line);
    }
    number_references(document_);
    if (source_.replaced_nul > 0) builder_.skipped().add("nul", source_.replaced_nul);
    builder_.finish();
    return std::move(document_);
  }

 private:
  std::string_view text_at(std::size_t line) const { return slice(text_, lines_[line].span); }

  std::int32_t emit(PassageKind kind, Place place, const std::vector<ByteSpan>& pieces) {
    builder_.begin(kind, place, section_);
    for (ByteSpan piece : pieces) {
      if (!builder_.empty()) builder_.append(" ");
      if (source_.mapped)
        builder_.append(slice(text_, piece), piece.start);
      else
        builder_.append(slice(text_, piece));
    }
    return builder_.end();
  }

  // What stands between the question and the answer on every page of a site: reviewers, dates, choices to click.
  static bool is_banner(std::string_view line) {
    const std::string lower = ascii_lower(line.substr(0, 300));
    for (std::string_view sign :
         {"advisory board", "reviewers' board", "answers board", "educational purpose", "for education only",
          "pending human review", "pending medical review", "pending expert review", "editorial policy",
          "which best describes you", "tailor your experience", "not medical advice"})
      if (contains(lower, sign)) return true;
    for (std::string_view start : {"last updated", "updated on ", "updated:", "reviewed by", "reviewed on",
                                   "medically reviewed", "article review status", "review status", "status: "})
      if (lower.compare(0, start.size(), start) == 0) return true;
    for (std::string_view word :
         {"submitted", "under review", "approved", "personalize", "share", "answer", "log in", "sign in"})
      if (lower == word) return true;
    return false;
  }

  void note_banner(std::string_view line) {
    const std::string lower = ascii_lower(line.substr(0, 300));
    if (document_.updated.empty() && (contains(lower, "updated") || contains(lower, "reviewed on"))) {
      document_.updated = find_date(line);
      if (document_.year == 0) document_.year = year_of(document_.updated);
    }
    for (std::string_view words : {"pending human review", "pending medical review", "pending expert review",
                                   "pending review", "not yet reviewed"})
      if (document_.review_status.empty() && contains(lower, words)) document_.review_status = words;
  }

  std::size_t banner(std::size_t i) {
    // A sentence or a list item that is no banner begins the answer; a heading above it belongs to it.
    std::size_t last = i;
    for (std::size_t k = i; k < lines_.size(); ++k) {
      const std::string_view line = text_at(k);
      const bool furniture = lines_[k].use == TitleUse::kNavigation && use_of_title(line) == TitleUse::kNavigation;
      if (is_banner(line) || furniture)
        last = k + 1;
      else if (lines_[k].kind != PageLine::Kind::kHeading || k > last + 1)
        break;
    }
    for (; i < last; ++i) banner_line(lines_[i]);
    return last;
  }

  void banner_line(const PageLine& line) {
    note_banner(slice(text_, line.span));
    emit(PassageKind::kOther, Place::kBoilerplate, {line.span});
  }

  // False when the line only looks like a heading: in the list of related questions everything is a link.
  bool heading(std::size_t i) {
    const PageLine& line = lines_[i];
    if (use_ == TitleUse::kNavigation && line.use != TitleUse::kNavigation && line.use != TitleUse::kReferences)
      return false;
    use_ = line.use == TitleUse::kReferences || line.use == TitleUse::kNavigation || line.use == TitleUse::kBack ||
                   line.use == TitleUse::kAbbreviations
               ? line.use
               : TitleUse::kBody;
    if (use_ == TitleUse::kNavigation) {
      section_ = -1;
      emit(PassageKind::kHeading, Place::kBoilerplate, {line.span});
      return true;
    }
    Section section;
    section.title = collapse_space(text_at(i));
    section.role = section_role("", section.title);
    section_ = static_cast<std::int32_t>(document_.sections.size());
    document_.sections.push_back(std::move(section));
    emit(PassageKind::kHeading, place(), {line.span});
    return true;
  }

  Place place() const {
    switch (use_) {
      case TitleUse::kReferences:
        return Place::kReference;
      case TitleUse::kNavigation:
        return Place::kBoilerplate;
      case TitleUse::kBack:
      case TitleUse::kAbbreviations:
        return Place::kBack;
      default:
        return Place::kBody;
    }
  }

  void body(const PageLine& line) {
    const std::string lower = ascii_lower(slice(text_, line.span).substr(0, 300));
    // A closing invitation or disclaimer without a heading of its own.
    const bool furniture = contains(lower, "assumes no liability") ||
                           contains(lower, "not a substitute for professional") ||
                           contains(lower, "follow-up question");
    if (furniture) use_ = TitleUse::kNavigation;
    const PassageKind kind = use_ == TitleUse::kNavigation        ? PassageKind::kOther
                             : line.kind == PageLine::Kind::kItem ? PassageKind::kListItem
                                                                  : PassageKind::kParagraph;
    emit(kind, place(), {line.span});
  }

  // Entries are numbered, or begin with their kind ("Guideline"), or end with a year, or are one line each.
  std::size_t references(std::size_t i) {
    std::size_t end = i;
    bool kinds = false, items = false;
    for (; end < lines_.size(); ++end) {
      if (lines_[end].use == TitleUse::kNavigation || lines_[end].use == TitleUse::kBack) break;
      if (contains(ascii_lower(text_at(end).substr(0, 120)), "follow-up question")) break;
      kinds = kinds || is_reference_kind(text_at(end));
      items = items || lines_[end].kind == PageLine::Kind::kItem;
    }
    std::vector<ByteSpan> pieces;
    std::string label;
    const auto flush = [&] {
      if (pieces.empty()) return;
      const std::int32_t index = emit(PassageKind::kReference, Place::kReference, pieces);
      if (index >= 0) add_reference(document_, document_.passages[static_cast<std::size_t>(index)].span, label);
      if (index >= 0 && kinds && pieces.size() >= 3) entry_parts(pieces);
      pieces.clear();
      label.clear();
    };
    bool ended = false;
    for (; i < end; ++i) {
      const PageLine& line = lines_[i];
      const bool starts = kinds   ? is_reference_kind(text_at(i))
                          : items ? line.kind == PageLine::Kind::kItem
                                  : ended || line.span.size() > 60;
      if (starts) flush();
      if (line.kind == PageLine::Kind::kItem && is_ascii_digit(line.mark[0]) && pieces.empty())
        label = line.mark.substr(0, line.mark.size() - 1);
      pieces.push_back(line.span);
      ended = ends_with_year(text_at(i));
    }
    flush();
    return end;
  }

  // Kind, title and source stand on lines of their own: surer than parsing their sum.
  void entry_parts(const std::vector<ByteSpan>& pieces) {
    Reference& reference = document_.references.back();
    std::string title = collapse_space(slice(text_, pieces[1]));
    if (!title.empty() && title.back() == '.') title.pop_back();
    reference.title = std::move(title);
    const std::string source = collapse_space(slice(text_, pieces.back()));
    if (!ends_with_year(source)) return;
    reference.year = year_of(source.substr(source.size() - 5));
    const std::size_t comma = source.rfind(',');
    if (comma != std::string::npos) reference.journal = source.substr(0, comma);
    reference.authors.clear();
  }

  const SourceText& source_;
  std::string_view text_;
  Document document_;
  TextBuilder builder_;
  std::vector<PageLine> lines_;
  std::int32_t section_ = -1;
  TitleUse use_ = TitleUse::kBody;
};

int sniff(const SourceView& source) {
  if (!is_plain_text(source.bytes)) return 0;
  const std::string_view head = source.bytes.substr(0, 65536);
  bool question = false;
  int cited = 0, signs = 0;
  bool first = true;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t newline = std::min(head.find('\n', at), head.size());
    const std::string_view line = trim(head.substr(at, newline - at));
    at = newline + 1;
    if (line.empty()) continue;
    if (first) question = line.back() == '?';
    first = false;
    if (ends_with_bare_citation(line)) ++cited;
    if (line.size() > 200) continue;
    const std::string lower = ascii_lower(line);
    for (std::string_view sign :
         {"related questions", "follow-up question", "medical disclaimer", "pending human review",
          "article review status", "pending medical review", "pending expert review"})
      if (contains(lower, sign)) ++signs;
  }
  if (!question) return 0;
  return signs >= 1 || cited >= 3 ? 80 : 0;
}

Result<void> read(const SourceView& source, const DocumentSink& sink) {
  WARRANT_TRY(text, source_text(source));
  if (trim(text.text).empty()) return fail(ErrorCode::kUnsupported, "no text", std::string(source.name));
  sink(QaReader(text).read());
  return {};
}

}  // namespace

extern const Reader qa_reader;
const Reader qa_reader{"qa", 1, "text/plain", sniff, read};

}  // namespace warrant
