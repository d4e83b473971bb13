// HTML5 pages as found on the web: which bytes are one, their charset, and pages that stand in for an article.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "ingest/reader/decode.h"
#include "ingest/reader/html_metadata.h"
#include "ingest/reader/html_tree.h"
#include "ingest/reader/html_writer.h"
#include "ingest/reader/reader.h"
#include "src/base/text.h"

namespace warrant {
namespace html {
namespace {

// Error, login and captcha pages saved under an article's name; "" for others.
std::string_view stands_in_for_an_article(const Document& document) {
  std::size_t evidence = 0;
  for (const Passage& passage : document.passages)
    if (is_evidence(passage.place)) evidence += passage.span.size();
  if (evidence > 1500) return {};
  const std::string text =
      folded(document.title) + " " + folded(document.text.substr(0, std::min<std::size_t>(document.text.size(), 2000)));
  struct Sign {
    std::string_view words, what;
  };
  constexpr std::array<Sign, 26> kSigns = {{{"page not found", "an error page (not found)"},
                                            {"404 not found", "an error page (404)"},
                                            {"error 404", "an error page (404)"},
                                            {"page you requested could not be found", "an error page (not found)"},
                                            {"page you are looking for", "an error page (not found)"},
                                            {"access denied", "an error page (access denied)"},
                                            {"403 forbidden", "an error page (403)"},
                                            {"request blocked", "an error page (blocked)"},
                                            {"internal server error", "an error page (500)"},
                                            {"bad gateway", "an error page (502)"},
                                            {"service unavailable", "an error page (503)"},
                                            {"temporarily unavailable", "an error page (unavailable)"},
                                            {"gateway timeout", "an error page (504)"},
                                            {"too many requests", "an error page (429)"},
                                            {"just a moment", "a captcha page"},
                                            {"attention required", "a captcha page"},
                                            {"verify you are human", "a captcha page"},
                                            {"verify that you are not a robot", "a captcha page"},
                                            {"are you a robot", "a captcha page"},
                                            {"captcha", "a captcha page"},
                                            {"checking your browser", "a captcha page"},
                                            {"enable javascript and cookies", "a captcha page"},
                                            {"enable cookies to continue", "a captcha page"},
                                            {"sign in to continue", "a login page"},
                                            {"log in to continue", "a login page"},
                                            {"please log in", "a login page"}}};
  for (const Sign& sign : kSigns)
    if (text.find(sign.words) != std::string::npos) return sign.what;
  const std::string title = folded(document.title);
  if (title == "log in" || title == "login" || title == "sign in") return "a login page";
  if (title == "redirecting" || title.starts_with("redirecting to")) return "a redirect page";
  return {};
}

int sniff(const SourceView& source) {
  std::string_view head = source.bytes.substr(0, std::min<std::size_t>(source.bytes.size(), 64u << 10));
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  // Past comments, white space and an XML declaration.
  for (;;) {
    while (!head.empty() && is_ascii_space(head.front())) head.remove_prefix(1);
    const std::string_view close = head.starts_with("<!--") ? "-->" : head.starts_with("<?") ? "?>" : "";
    if (close.empty()) break;
    const std::size_t end = head.find(close, 2);
    if (end == std::string_view::npos) return 0;
    head.remove_prefix(end + close.size());
  }
  const std::string start = ascii_lower(head.substr(0, 64));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) return 95;
  if (head.empty() || head.front() != '<') {
    const std::string name = ascii_lower(source.name);
    const bool named = name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml");
    if (!named) return 0;
    const std::string all = ascii_lower(head);
    return all.find("<p") != std::string::npos || all.find("<div") != std::string::npos ? 60 : 0;
  }
  for (std::string_view tag :
       {"<head", "<body", "<div", "<p>", "<h1", "<title", "<meta", "<script", "<center", "<table"})
    if (start.starts_with(tag)) return 70;
  return 0;
}

// The charset of <meta charset=…> or http-equiv in the first 4 KiB, "" without one (WHATWG prescans 1 KiB; real pages
// put it later).
std::string declared_charset(std::string_view bytes) {
  const std::string head = ascii_lower(bytes.substr(0, std::min<std::size_t>(bytes.size(), 4096)));
  for (std::size_t at = head.find("charset="); at != std::string::npos; at = head.find("charset=", at + 8)) {
    const std::size_t tag = head.rfind('<', at);
    if (tag == std::string::npos || head.compare(tag, 5, "<meta") != 0) continue;
    std::size_t from = at + 8;
    while (from < head.size() && (head[from] == '"' || head[from] == '\'' || head[from] == ' ')) ++from;
    std::size_t to = from;
    while (to < head.size() &&
           (is_ascii_alpha(head[to]) || is_ascii_digit(head[to]) || head[to] == '-' || head[to] == '_'))
      ++to;
    return head.substr(from, to - from);
  }
  return declared_xml_charset(bytes);
}

Result<void> read(const SourceView& source, const DocumentSink& sink) {
  // Saved pages keep the declaration of the charset they once had: bytes that are UTF-8 and not ASCII say more.
  const bool ascii = std::all_of(source.bytes.begin(), source.bytes.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const std::string declared = !ascii && is_utf8(source.bytes) ? "utf-8" : declared_charset(source.bytes);
  WARRANT_TRY(decoded, decode(source.bytes, declared, Undeclared::kGuess));
  const std::string text = to_nfc(decoded.text());
  WARRANT_TRY(page, Page::parse(text));
  Document document;
  SkipCounter notes;
  if (decoded.guessed) notes.add("charset-guessed");
  if (decoded.replaced_nul > 0) notes.add("nul", decoded.replaced_nul);
  document.skipped = notes.counts();
  read_metadata(page, document);
  if (const std::string defect = write_page(page, document); !defect.empty()) return fail(ErrorCode::kCorrupt, defect);
  if (const std::string_view what = stands_in_for_an_article(document); !what.empty())
    return fail(ErrorCode::kUnsupported, std::string(what) + ", not an article");
  if (std::none_of(document.passages.begin(), document.passages.end(),
                   [](const Passage& p) { return is_evidence(p.place); }))
    return fail(ErrorCode::kUnsupported, "a page without text");
  sink(std::move(document));
  return {};
}

}  // namespace
}  // namespace html

extern const Reader html_reader;
const Reader html_reader = {"html", 1, "text/html", html::sniff, html::read};

}  // namespace warrant
