#include <algorithm>

#include "ingest/reader/plain_page.h"
#include "ingest/reader/reader.h"
#include "ingest/reader/reference_list.h"
#include "ingest/reader/section_role.h"
#include "ingest/reader/source_text.h"
#include "ingest/reader/text_builder.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// A plain-text article of the web: title, byline, headings without marks, lists; lists of other posts at its end.
class PageReader {
 public:
  explicit PageReader(const SourceText& source) : source_(source), text_(source.text), builder_(document_) {}

  Document read() {
    document_.kind = DocumentKind::kWeb;
    document_.full_text = true;
    lines_ = read_page_lines(text_);
    std::size_t i = 0;
    if (!lines_.empty() && lines_[0].span.size() <= 300 && lines_[0].kind != PageLine::Kind::kItem &&
        lines_.size() > 1) {
      document_.title = collapse_space(slice(text_, lines_[0].span));
      emit(PassageKind::kTitle, Place::kFront, lines_[0].span);
      i = 1;
    }
    i = byline(i);
    for (; i < lines_.size(); ++i) line(i);
    number_references(document_);
    if (source_.replaced_nul > 0) builder_.skipped().add("nul", source_.replaced_nul);
    builder_.finish();
    return std::move(document_);
  }

 private:
  std::int32_t emit(PassageKind kind, Place place, ByteSpan span) {
    builder_.begin(kind, place, section_);
    if (source_.mapped)
      builder_.append(slice(text_, span), span.start);
    else
      builder_.append(slice(text_, span));
    return builder_.end();
  }

  // Author, date, reading time and the table of contents, up to the first prose.
  std::size_t byline(std::size_t i) {
    std::size_t last = i;
    for (std::size_t k = i; k < lines_.size() && k < i + 8; ++k) {
      const std::string_view text = slice(text_, lines_[k].span);
      if (text.size() > 120) break;
      const std::string lower = ascii_lower(text);
      const bool furniture = lower.find(" min read") != std::string::npos ||
                             lower.find("updated") != std::string::npos || lower.compare(0, 3, "by ") == 0 ||
                             lines_[k].use == TitleUse::kNavigation || find_date(text).size() + 12 > text.size();
      if (!furniture) continue;
      if (document_.updated.empty()) document_.updated = find_date(text);
      last = k + 1;
    }
    document_.year = year_of(document_.updated);
    for (; i < last; ++i) emit(PassageKind::kOther, Place::kBoilerplate, lines_[i].span);
    return last;
  }

  void line(std::size_t i) {
    const PageLine& line = lines_[i];
    if (line.kind == PageLine::Kind::kHeading && use_ != TitleUse::kNavigation &&
        (use_ != TitleUse::kReferences || line.use != TitleUse::kBody)) {
      use_ = line.use == TitleUse::kReferences || line.use == TitleUse::kNavigation || line.use == TitleUse::kBack
                 ? line.use
                 : TitleUse::kBody;
      if (use_ != TitleUse::kNavigation) {
        Section section;
        section.title = collapse_space(slice(text_, line.span));
        section.role = section_role("", section.title);
        section_ = static_cast<std::int32_t>(document_.sections.size());
        document_.sections.push_back(std::move(section));
      } else {
        section_ = -1;
      }
      emit(PassageKind::kHeading, place(), line.span);
      return;
    }
    if (use_ == TitleUse::kReferences) {
      const std::int32_t index = emit(PassageKind::kReference, Place::kReference, line.span);
      if (index < 0) return;
      const bool numbered = line.kind == PageLine::Kind::kItem && is_ascii_digit(line.mark[0]);
      add_reference(document_, document_.passages[static_cast<std::size_t>(index)].span,
                    numbered ? line.mark.substr(0, line.mark.size() - 1) : "");
      return;
    }
    emit(line.kind == PageLine::Kind::kItem ? PassageKind::kListItem
         : use_ == TitleUse::kNavigation    ? PassageKind::kOther
                                            : PassageKind::kParagraph,
         place(), line.span);
  }

  Place place() const {
    switch (use_) {
      case TitleUse::kReferences:
        return Place::kReference;
      case TitleUse::kNavigation:
        return Place::kBoilerplate;
      case TitleUse::kBack:
        return Place::kBack;
      default:
        return Place::kBody;
    }
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
  return source.bytes.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos ? 0 : 10;
}

Result<void> read(const SourceView& source, const DocumentSink& sink) {
  WARRANT_TRY(text, source_text(source));
  if (trim(text.text).empty()) return fail(ErrorCode::kUnsupported, "no text", std::string(source.name));
  sink(PageReader(text).read());
  return {};
}

}  // namespace

extern const Reader text_reader;
const Reader text_reader{"text", 1, "text/plain", sniff, read};

}  // namespace warrant
