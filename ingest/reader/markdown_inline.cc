#include "ingest/reader/markdown_inline.h"

#include <algorithm>
#include <cstdlib>

#include <md4c.h>

#include "ingest/reader/tex.h"
#include "src/base/text.h"

namespace warrant {
namespace {

struct Entity {
  std::string_view name, text;
};

// The named characters that turn up in clinical text; md4c leaves decoding to its caller.
constexpr Entity kEntities[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},   {"nbsp", " "},
    {"ensp", " "},   {"emsp", " "},   {"thinsp", " "}, {"plusmn", "±"}, {"le", "≤"},     {"ge", "≥"},
    {"ne", "≠"},     {"times", "×"},  {"divide", "÷"}, {"minus", "−"},  {"micro", "µ"},  {"deg", "°"},
    {"middot", "·"}, {"bull", "•"},   {"hellip", "…"}, {"ndash", "–"},  {"mdash", "—"},  {"lsquo", "‘"},
    {"rsquo", "’"},  {"ldquo", "“"},  {"rdquo", "”"},  {"sup1", "¹"},   {"sup2", "²"},   {"sup3", "³"},
    {"frac12", "½"}, {"alpha", "α"},  {"beta", "β"},   {"gamma", "γ"},  {"delta", "δ"},  {"chi", "χ"},
    {"kappa", "κ"},  {"lambda", "λ"}, {"mu", "μ"},     {"sigma", "σ"},  {"dagger", "†"}, {"Dagger", "‡"},
    {"sect", "§"},   {"para", "¶"},   {"copy", "©"},   {"reg", "®"},    {"trade", "™"},  {"rarr", "→"},
    {"sim", "∼"},    {"asymp", "≈"},  {"infin", "∞"},  {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},
    {"eacute", "é"}, {"egrave", "è"}, {"szlig", "ß"},  {"ccedil", "ç"}, {"ntilde", "ñ"}, {"oslash", "ø"},
};

constexpr std::string_view kInlineTags[] = {
    "a",   "abbr", "b",    "big", "center", "cite", "code",  "del",  "dfn",    "em",     "figure", "font", "i", "img",
    "ins", "kbd",  "mark", "q",   "s",      "samp", "small", "span", "strike", "strong", "sub",    "tt",   "u", "var",
};
constexpr std::string_view kBreakingTags[] = {
    "br", "caption", "dd",    "div",   "dl", "dt",    "figcaption", "hr",    "li", "ol",
    "p",  "section", "table", "tbody", "td", "tfoot", "th",         "thead", "tr", "ul",
};

template <typename List>
bool contains(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string decode_entity(std::string_view entity) {  // "&name;" or "&#…;"
  const std::string_view body = entity.substr(1, entity.size() - 2);
  if (!body.empty() && body[0] == '#') {
    const bool hex = body.size() > 1 && (body[1] == 'x' || body[1] == 'X');
    const std::string digits(body.substr(hex ? 2 : 1));
    std::string out;
    append_utf8(out, static_cast<char32_t>(std::strtoul(digits.c_str(), nullptr, hex ? 16 : 10)));
    return out;
  }
  for (const Entity& known : kEntities)
    if (known.name == body) return std::string(known.text);
  return std::string(entity);
}

// What a raw HTML tag is to us. "<b and c>" parses as a tag but is a comparison: attributes need an '='.
struct Tag {
  std::string name;  // lower case, "" when this is no tag of HTML
  bool closing = false;
};

Tag read_tag(std::string_view html) {
  Tag tag;
  std::size_t i = 1;
  if (i < html.size() && html[i] == '/') {
    tag.closing = true;
    ++i;
  }
  const std::size_t start = i;
  while (i < html.size() && (is_ascii_alpha(html[i]) || is_ascii_digit(html[i]))) ++i;
  tag.name = ascii_lower(html.substr(start, i - start));
  const std::string_view rest = trim(html.substr(i, html.size() - i - 1));
  if (!rest.empty() && rest != "/" && rest.find('=') == std::string_view::npos) tag.name.clear();
  return tag;
}

class InlineReader {
 public:
  InlineReader(TextBuilder& out, std::string_view markdown, std::uint32_t source_offset)
      : out_(out), markdown_(markdown), source_offset_(source_offset) {}

  void read() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_LATEXMATHSPANS;
    parser.enter_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
    parser.leave_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
    parser.enter_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY)
        static_cast<InlineReader*>(self)->end_math(type == MD_SPAN_LATEXMATH_DISPLAY);
      return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      static_cast<InlineReader*>(self)->on_text(type, std::string_view(text, size));
      return 0;
    };
    md_parse(markdown_.data(), static_cast<MD_SIZE>(markdown_.size()), &parser, this);
    end_superscript();
  }

 private:
  void on_text(MD_TEXTTYPE type, std::string_view text) {
    switch (type) {
      case MD_TEXT_NULLCHAR:
        out_.skipped().add("control-character");
        return;
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR:
        line_break_ = true;
        return;
      case MD_TEXT_ENTITY:
        return put(decode_entity(text));
      case MD_TEXT_HTML:
        return html(text);
      case MD_TEXT_LATEXMATH:
        math_ += text;
        return;
      default:
        return put(text);
    }
  }

  void put(std::string_view text) {
    if (text.empty()) return;
    if (line_break_) {
      line_break_ = false;
      if (in_superscript_)
        superscript_ += ' ';
      else
        append_line_break(out_, text);
    }
    if (in_superscript_) {
      superscript_ += text;
      return;
    }
    const char* begin = markdown_.data();
    const bool inside = text.data() >= begin && text.data() + text.size() <= begin + markdown_.size();
    if (inside && source_offset_ != kNoSource) {
      out_.append(text, source_offset_ + static_cast<std::uint32_t>(text.data() - begin));
    } else {
      out_.append(text);
    }
  }

  void html(std::string_view text) {
    if (text.substr(0, 4) == "<!--") {
      out_.skipped().add("comment");
      return;
    }
    if (text.size() < 3 || text[0] != '<') return put(text);
    const Tag tag = read_tag(text);
    if (tag.name == "sup") {
      end_superscript();
      in_superscript_ = !tag.closing;
      // "<sup>1</sup><sup>2</sup>" are marks 1 and 2, not 12.
      if (in_superscript_ && last_superscript_end_ == text.data()) out_.append(" ");
      if (tag.closing) last_superscript_end_ = text.data() + text.size();
    } else if (contains(kBreakingTags, tag.name)) {
      put(" ");
    } else if (!contains(kInlineTags, tag.name)) {
      put(text);
    }
  }

  void end_superscript() {
    if (!in_superscript_) return;
    in_superscript_ = false;
    if (!superscript_.empty()) out_.append_superscript(superscript_);
    superscript_.clear();
  }

  void end_math(bool display) {
    const std::string math = std::move(math_);
    math_.clear();
    if (!display && !looks_like_tex(math)) {  // "from $5 to $9"
      put("$");
      put(math);
      put("$");
      return;
    }
    for (const TexPiece& piece : read_tex(math)) {
      if (piece.raised && !in_superscript_) {
        put("");
        out_.append_superscript(piece.text);
      } else {
        put(piece.text);
      }
    }
  }

  TextBuilder& out_;
  std::string_view markdown_;
  std::uint32_t source_offset_;
  std::string superscript_, math_;
  const char* last_superscript_end_ = nullptr;
  bool in_superscript_ = false;
  bool line_break_ = false;
};

// The length of what md4c would take for the mark of a block at the start of a line ("8. ", "- ", "# ", "> ", "[1]:").
std::size_t block_mark(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && (line[i] == ' ' || line[i] == '\t')) ++i;
  const std::size_t start = i;
  if (i >= line.size()) return 0;
  const auto ends = [&](std::size_t at) { return at >= line.size() || is_ascii_space(line[at]); };
  if (is_ascii_digit(line[i])) {
    while (i < line.size() && is_ascii_digit(line[i])) ++i;
    return i < line.size() && (line[i] == '.' || line[i] == ')') && ends(i + 1) ? i + 1 : 0;
  }
  switch (line[i]) {
    case '>':
      return i + 1;
    case '#':
      while (i < line.size() && line[i] == '#') ++i;
      return ends(i) ? i : 0;
    case '[': {
      const std::size_t end = line.substr(0, 200).find("]:");
      return end == std::string_view::npos ? 0 : end + 2;
    }
    case '-':
    case '+':
    case '*':
    case '_':
    case '=':
    case '~':
    case '`': {
      const char mark = line[i];
      while (i < line.size() && (line[i] == mark || line[i] == ' ')) ++i;
      if (i >= line.size() || line[i] == '\n' || line[i] == '\r') return i;  // a rule or an underline
      if ((mark == '-' || mark == '+' || mark == '*') && ends(start + 1)) return start + 1;
      return (mark == '`' || mark == '~') && i - start >= 3 ? i : 0;
    }
    default:
      return 0;
  }
}

}  // namespace

void append_line_break(TextBuilder& out, std::string_view next) {
  const std::string_view before = out.current();
  const bool hyphen = before.size() > 1 && before.back() == '-' &&
                      (is_ascii_alpha(before[before.size() - 2]) || is_ascii_digit(before[before.size() - 2]));
  const bool goes_on = !next.empty() && (is_ascii_alpha(next[0]) || is_ascii_digit(next[0])) &&
                       next.substr(0, 4) != "and " && next.substr(0, 3) != "or " && next.substr(0, 3) != "to ";
  if (!(hyphen && goes_on)) out.append(" ");
}

void append_markdown(TextBuilder& out, std::string_view markdown, std::uint32_t source_offset) {
  // Inside a paragraph a mark at the start of a line is text ("…with\n8. Another"): it is written as it is, and md4c
  // gets what stands between such marks.
  std::size_t start = 0;
  const auto offset = [&](std::size_t at) {
    return source_offset == kNoSource ? kNoSource : source_offset + static_cast<std::uint32_t>(at);
  };
  const auto flush = [&](std::size_t end) {
    if (end > start) InlineReader(out, markdown.substr(start, end - start), offset(start)).read();
    start = end;
  };
  constexpr int kMostMarks = 8;    // on one line; "- - - -…" without end is left to md4c
  constexpr int kMostLines = 200;  // md4c looks for the line of every bracket from the first on
  int marks = 0, lines = 0;
  for (std::size_t line = 0; line < markdown.size();) {
    const std::size_t newline = std::min(markdown.find('\n', line), markdown.size());
    const std::size_t mark = marks < kMostMarks ? block_mark(markdown.substr(line, newline - line)) : 0;
    if (mark > 0) {
      ++marks;
      flush(line);
      if (line > 0) out.append(" ");
      out.append(markdown.substr(line, mark), offset(line));
      if (line + mark < markdown.size() && is_ascii_space(markdown[line + mark])) out.append(" ");
      line += mark;
      start = line;
      if (line < newline) continue;
    }
    marks = 0;
    line = newline + 1;
    if (line < markdown.size() && start == newline) start = line;
    if (++lines % kMostLines == 0 && line < markdown.size()) {
      flush(line);
      out.append(" ");
    }
  }
  flush(markdown.size());
}

std::string plain_markdown(std::string_view markdown) {
  Document scratch;
  TextBuilder builder(scratch);
  builder.begin(PassageKind::kOther, Place::kBody);
  append_markdown(builder, markdown, kNoSource);
  return std::string(builder.current());
}

}  // namespace warrant
