// Formulas as one readable line: MathML 3 (presentation) and TeX as publishers write it in `tex-math`.
#include <algorithm>
#include <iterator>
#include <utility>

#include "ingest/reader/jats.h"
#include "src/base/text.h"

namespace warrant::jats {
namespace {

constexpr std::size_t kMaxTexGroups = 64;  // deeper ones are read flat

// The raised form of all of `text`, or "" when some character has none.
std::string raised_text(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t up = superscript_form(next_code_point(text, i));
    if (up == 0) return "";
    append_utf8(out, up);
  }
  return out;
}

bool is_relation(std::string_view op) {
  static constexpr std::string_view kRelations[] = {"=", "<", ">", "≤", "≥", "≈", "±", "×", "≠", "∼"};
  return std::find(std::begin(kRelations), std::end(kRelations), op) != std::end(kRelations);
}

pugi::xml_node next_element(pugi::xml_node node) {
  do {
    node = node.next_sibling();
  } while (node && node.type() != pugi::node_element);
  return node;
}

pugi::xml_node previous_element(pugi::xml_node node) {
  do {
    node = node.previous_sibling();
  } while (node && node.type() != pugi::node_element);
  return node;
}

// 0, 1 or 2 (= third or later): an argument's place in its parent.
int argument_index(pugi::xml_node node) {
  const pugi::xml_node before = previous_element(node);
  if (!before) return 0;
  return previous_element(before) ? 2 : 1;
}

bool has_several_parts(pugi::xml_node node) {
  pugi::xml_node first;
  for (const pugi::xml_node child : node.children())
    if (child.type() == pugi::node_element) {
      if (first) return true;
      first = child;
    }
  return false;
}

bool needs_brackets(pugi::xml_node node) {
  const std::string_view parent = local_name(node.parent());
  if (parent == "mfrac") return has_several_parts(node);
  if (parent == "msup") return argument_index(node) == 1 && has_several_parts(node);
  return false;
}

void append_operator(std::string& out, pugi::xml_node mo) {
  const std::string op = text_of(mo);
  if (op == "\u2061" || op == "\u2062" || op == "\u2063" || op == "\u2064") return;  // invisible
  if (is_relation(op) && !out.empty() && out.back() != ' ' && out.back() != '(') {
    out += " " + op + " ";
  } else {
    out += op;
  }
}

}  // namespace

std::string mathml_text(pugi::xml_node math) {
  std::string out;
  XmlCursor cursor(math);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
    const pugi::xml_node node = cursor.node();
    if (event == XmlCursor::Event::kText) {
      out += local_name(node.parent()) == "mtext" ? std::string_view(node.value()) : trim(node.value());
      continue;
    }
    const std::string_view name = local_name(node);
    if (event == XmlCursor::Event::kEnter) {
      const std::string_view parent = local_name(node.parent());
      const int index = argument_index(node);
      if (name == "annotation" || name == "annotation-xml" || name == "mphantom") {
        cursor.skip();
        continue;
      }
      if (index > 0) {
        if (parent == "mfrac") out += '/';
        if (parent == "mroot") out += ", ";
        if (parent == "mfenced") out += node.parent().attribute("separators").as_string(",");
        const bool exponent = (parent == "msup" && index == 1) || (parent == "msubsup" && index == 2);
        const bool subscript = (parent == "msub" || parent == "msubsup") && index == 1;
        if (exponent) {
          if (const std::string up = raised_text(text_of(node)); !up.empty()) {
            out += up;
            cursor.skip();
            continue;
          }
          out += '^';
        }
        if (subscript && !out.empty() && is_ascii_digit(out.back())) out += '_';
      }
      if (needs_brackets(node)) out += '(';
      if (name == "mo") {
        append_operator(out, node);
        cursor.skip();
      } else if (name == "mspace" || name == "mtd") {
        out += ' ';
      } else if (name == "msqrt" || name == "mroot") {
        out += "√(";
      } else if (name == "mfenced") {
        out += node.attribute("open").as_string("(");
      }
      continue;
    }
    if (name == "msqrt" || name == "mroot") out += ')';
    if (name == "mfenced") out += node.attribute("close").as_string(")");
    if (name == "mtr" && next_element(node)) out += ';';
    if (needs_brackets(node)) out += ')';
  }
  return collapse_space(out);
}

namespace {

struct TexSymbol {
  std::string_view name, text;
};

// Commands whose name is not the character's HTML name.
constexpr TexSymbol kTexSymbols[] = {
    {"cdot", "·"},        {"cdots", "…"},    {"ldots", "…"},     {"dots", "…"},       {"infty", "∞"},
    {"neq", "≠"},         {"geqslant", "≥"}, {"leqslant", "≤"},  {"to", "→"},         {"partial", "∂"},
    {"varepsilon", "ε"},  {"epsilon", "ε"},  {"varphi", "φ"},    {"vartheta", "ϑ"},   {"pm", "±"},
    {"mp", "∓"},          {"degree", "°"},   {"circ", "°"},      {"mid", "|"},        {"vert", "|"},
    {"lbrace", "{"},      {"rbrace", "}"},   {"langle", "⟨"},    {"rangle", "⟩"},     {"quad", " "},
    {"qquad", " "},       {"hfill", " "},    {"sum", "Σ"},       {"prod", "Π"},       {"int", "∫"},
    {"sim", "~"},         {"ast", "*"},      {"prime", "′"},     {"lt", "<"},         {"gt", ">"},
    {"upmu", "µ"},        {"textmu", "µ"},   {"Delta", "Δ"},     {"textdegree", "°"}, {"textless", "<"},
    {"textgreater", ">"}, {"textpm", "±"},   {"texttimes", "×"}, {"textendash", "–"}, {"textemdash", "—"},
};

// Font and size commands: nothing to read, their group follows.
constexpr std::string_view kTexSilent[] = {
    "left",       "right",        "big",        "Big",     "bigl",         "bigr",      "Bigl",        "Bigr",
    "bigg",       "Bigg",         "biggl",      "biggr",   "mathrm",       "mathit",    "mathbf",      "mathsf",
    "mathcal",    "mathbb",       "text",       "textrm",  "textit",       "textbf",    "textsf",      "rm",
    "it",         "bf",           "hbox",       "mbox",    "displaystyle", "textstyle", "scriptstyle", "limits",
    "nolimits",   "operatorname", "boldsymbol", "bm",      "overline",     "underline", "bar",         "hat",
    "tilde",      "vec",          "dot",        "widehat", "widetilde",    "mathop",    "mathord",     "mathrel",
    "mathbin",    "cal",          "nonumber",   "upright", "pmb",          "overset",   "underset",    "stackrel",
    "normalsize", "small"};

// Commands that take one argument that is no text.
constexpr std::string_view kTexHidden[] = {"hspace",   "vspace",   "label",      "color",         "setlength",
                                           "fontsize", "tag",      "usepackage", "documentclass", "kern",
                                           "phantom",  "vphantom", "hphantom"};

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

enum class Group { kPlain, kNumerator, kDenominator, kRoot, kRaised, kLowered, kHidden };

// Reads TeX once from left to right; groups that matter are on a stack with the place where they began.
class TexReader {
 public:
  std::string read(std::string_view tex) {
    if (const std::size_t at = tex.find("\\begin{document}"); at != std::string_view::npos) tex.remove_prefix(at + 16);
    tex = tex.substr(0, tex.find("\\end{document}"));
    for (std::size_t i = 0; i < tex.size();) {
      const char c = tex[i];
      if (c == '\\') {
        i = command(tex, i + 1);
        continue;
      }
      ++i;
      if (c == '{') {
        open(std::exchange(next_, Group::kPlain));
      } else if (c == '}') {
        close();
      } else if (c == '^' || c == '_') {
        next_ = c == '^' ? Group::kRaised : Group::kLowered;
      } else if (c == '$' || is_ascii_space(c)) {
        if (c != '$') out_ += ' ';
      } else if (c == '~' || c == '&') {
        out_ += ' ';
      } else {
        std::size_t n = i;
        while (n < tex.size() && (static_cast<unsigned char>(tex[n]) & 0xC0) == 0x80) ++n;
        one(tex.substr(i - 1, n - i + 1));
        i = n;
      }
    }
    while (!groups_.empty()) close();
    return collapse_space(out_);
  }

 private:
  // A single character or symbol: an argument of its own when a command waits for one.
  void one(std::string_view text) {
    if (next_ == Group::kPlain) {
      out_ += text;
      return;
    }
    open(std::exchange(next_, Group::kPlain));
    out_ += text;
    close();
  }

  void open(Group group) {
    if (groups_.size() >= kMaxTexGroups) group = Group::kPlain;
    groups_.emplace_back(group, out_.size());
    if (group == Group::kRoot) out_ += "√(";
  }

  void close() {
    if (groups_.empty()) return;
    const auto [group, start] = groups_.back();
    groups_.pop_back();
    if (group == Group::kPlain) return;
    if (group == Group::kHidden) {
      out_.resize(start);
      return;
    }
    const std::string inside = out_.substr(start);
    const bool several = inside.find_first_of(" +-/*=") != std::string::npos;
    switch (group) {
      case Group::kRoot:
        out_ += ')';
        break;
      case Group::kNumerator:
      case Group::kDenominator:
        if (several) out_.replace(start, std::string::npos, "(" + inside + ")");
        if (group == Group::kNumerator) {
          out_ += '/';
          next_ = Group::kDenominator;
        }
        break;
      case Group::kRaised:
        if (const std::string up = raised_text(inside); !up.empty()) {
          out_.replace(start, std::string::npos, up);
        } else {
          out_.replace(start, std::string::npos, count_code_points(inside) > 1 ? "^(" + inside + ")" : "^" + inside);
        }
        break;
      case Group::kLowered:
        if (start > 0 && is_ascii_digit(out_[start - 1])) out_.insert(start, "_");
        break;
      default:
        break;
    }
  }

  // At the character behind a backslash; returns where to go on.
  std::size_t command(std::string_view tex, std::size_t i) {
    std::size_t n = i;
    while (n < tex.size() && is_ascii_alpha(tex[n])) ++n;
    const std::string_view name = tex.substr(i, n - i);
    if (name.empty()) {
      if (i >= tex.size()) return i;
      const char c = tex[i];
      if (c == '%' || c == '$' || c == '#' || c == '&' || c == '_' || c == '{' || c == '}' || c == '|') {
        one(tex.substr(i, 1));
      } else if (static_cast<unsigned char>(c) < 0x80) {
        out_ += ' ';  // \, \; \: \! \\ and the like
      } else {
        return i;  // no command: a letter as it stands
      }
      return i + 1;
    }
    if (name == "frac" || name == "dfrac" || name == "tfrac" || name == "cfrac") {
      next_ = Group::kNumerator;
    } else if (name == "sqrt") {
      next_ = Group::kRoot;
    } else if (name == "begin" || name == "end") {
      const std::size_t end = tex.find('}', n);
      if (end == std::string_view::npos) return tex.size();
      const bool array = tex.substr(n, end - n).find("array") != std::string_view::npos;
      if (name == "begin" && array && tex.substr(end + 1).starts_with('{')) next_ = Group::kHidden;
      return end + 1;
    } else if (is_one_of(kTexHidden, name)) {
      next_ = Group::kHidden;
    } else if (!is_one_of(kTexSilent, name)) {
      symbol(name);
    }
    return n;
  }

  void symbol(std::string_view name) {
    const auto* at = std::find_if(std::begin(kTexSymbols), std::end(kTexSymbols),
                                  [&](const TexSymbol& s) { return s.name == name; });
    if (at != std::end(kTexSymbols)) {
      one(at->text);
    } else if (const std::string_view known = named_character(name); !known.empty()) {
      one(known);
    } else {
      one(name);  // \log, \exp, \max: read as they are
    }
  }

  std::string out_;
  std::vector<std::pair<Group, std::size_t>> groups_;
  Group next_ = Group::kPlain;
};

}  // namespace

std::string tex_text(std::string_view tex) { return TexReader().read(tex); }

}  // namespace warrant::jats
