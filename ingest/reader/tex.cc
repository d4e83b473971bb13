#include "ingest/reader/tex.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "src/base/text.h"

namespace warrant {
namespace {

struct Command {
  std::string_view name, text;
};

// In order of name.
constexpr Command kCommands[] = {
    {"Alpha", "Α"},      {"Beta", "Β"},       {"Delta", "Δ"},
    {"Gamma", "Γ"},      {"Lambda", "Λ"},     {"Leftrightarrow", "⇔"},
    {"Omega", "Ω"},      {"Phi", "Φ"},        {"Pi", "Π"},
    {"Psi", "Ψ"},        {"Rightarrow", "⇒"}, {"Sigma", "Σ"},
    {"Theta", "Θ"},      {"alpha", "α"},      {"approx", "≈"},
    {"ast", "*"},        {"beta", "β"},       {"bullet", "•"},
    {"cdot", "·"},       {"cdots", "⋯"},      {"chi", "χ"},
    {"circ", "°"},       {"cong", "≅"},       {"dagger", "†"},
    {"ddagger", "‡"},    {"degree", "°"},     {"delta", "δ"},
    {"div", "÷"},        {"dots", "…"},       {"downarrow", "↓"},
    {"ell", "ℓ"},        {"epsilon", "ε"},    {"equiv", "≡"},
    {"eta", "η"},        {"gamma", "γ"},      {"ge", "≥"},
    {"geq", "≥"},        {"geqslant", "≥"},   {"gg", "≫"},
    {"gt", ">"},         {"in", "∈"},         {"infty", "∞"},
    {"int", "∫"},        {"kappa", "κ"},      {"lambda", "λ"},
    {"langle", "⟨"},     {"ldots", "…"},      {"le", "≤"},
    {"leq", "≤"},        {"leqslant", "≤"},   {"ll", "≪"},
    {"lt", "<"},         {"mid", "|"},        {"mp", "∓"},
    {"mu", "μ"},         {"ne", "≠"},         {"neq", "≠"},
    {"nu", "ν"},         {"omega", "ω"},      {"partial", "∂"},
    {"phi", "φ"},        {"pi", "π"},         {"pm", "±"},
    {"prime", "′"},      {"prod", "∏"},       {"propto", "∝"},
    {"psi", "ψ"},        {"rangle", "⟩"},     {"rho", "ρ"},
    {"rightarrow", "→"}, {"sigma", "σ"},      {"sim", "~"},
    {"simeq", "≃"},      {"sum", "∑"},        {"tau", "τ"},
    {"theta", "θ"},      {"thicksim", "~"},   {"times", "×"},
    {"to", "→"},         {"uparrow", "↑"},    {"upmu", "μ"},
    {"varepsilon", "ε"}, {"varphi", "φ"},     {"xi", "ξ"},
    {"zeta", "ζ"},
};
// Commands that only change the look of their argument, or of what follows: dropped.
constexpr std::string_view kDropped[] = {
    "Big",
    "Bigg",
    "bar",
    "bf",
    "big",
    "bigg",
    "bm",
    "boldsymbol",
    "displaystyle",
    "hat",
    "it",
    "left",
    "mathbf",
    "mathcal",
    "mathit",
    "mathrm",
    "mathsf",
    "mathtt",
    "mbox",
    "operatorname",
    "overline",
    "right",
    "rm",
    "scriptstyle",
    "text",
    "textbf",
    "textit",
    "textrm",
    "textsuperscript",
    "textstyle",
    "tilde",
    "underline",
};
constexpr std::string_view kSpaces[] = {"enspace", "qquad", "quad", "space", "thinspace"};

template <typename List>
bool contains(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

const Command* find_command(std::string_view name) {
  const auto* at = std::find_if(std::begin(kCommands), std::end(kCommands),
                                [&](const Command& command) { return command.name == name; });
  return at == std::end(kCommands) ? nullptr : at;
}

// For every '{' the place of its '}', so that no argument is searched for twice.
std::vector<std::uint32_t> match_braces(std::string_view tex) {
  std::vector<std::uint32_t> match(tex.size(), 0), open;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    if (tex[i] == '\\') {
      ++i;
    } else if (tex[i] == '{') {
      open.push_back(static_cast<std::uint32_t>(i));
    } else if (tex[i] == '}' && !open.empty()) {
      match[open.back()] = static_cast<std::uint32_t>(i);
      open.pop_back();
    }
  }
  return match;
}

bool in_number(char c) { return is_ascii_digit(c) || c == '.'; }

class TexReader {
 public:
  explicit TexReader(std::string_view tex) : tex_(tex), match_(match_braces(tex)) {}

  std::vector<TexPiece> read() {
    while (at_ < tex_.size()) step();
    return std::move(pieces_);
  }

 private:
  bool raised() const { return at_ < raised_until_; }

  void put(std::string_view text) {
    if (text.empty()) return;
    if (pieces_.empty() || pieces_.back().raised != raised()) pieces_.push_back({"", raised()});
    pieces_.back().text += text;
  }

  void step() {
    const char c = tex_[at_];
    switch (c) {
      case '\\':
        return command();
      case '^':
        return superscript();
      case '{':
        ++at_;
        return;
      case '}':
        for (; !closings_.empty() && closings_.back().first <= at_; closings_.pop_back())
          if (closings_.back().first == at_) put(closings_.back().second);
        ++at_;
        return;
      case '_':
        ++at_;
        return;
      case '&':
        put(" ");
        ++at_;
        return;
      case '~':
        put(" ");
        ++at_;
        return;
      case ' ':
        return space();
      default: {
        std::size_t next = at_;
        next_code_point(tex_, next);
        put(tex_.substr(at_, next - at_));
        at_ = next;
      }
    }
  }

  // TeX prints no blanks in math: those inside a number are converter's noise, others help the reader.
  void space() {
    std::size_t next = at_;
    while (next < tex_.size() && tex_[next] == ' ') ++next;
    const bool inside_number = at_ > 0 && next < tex_.size() && in_number(tex_[at_ - 1]) && in_number(tex_[next]);
    const bool before_script = next < tex_.size() && (tex_[next] == '^' || tex_[next] == '_');
    if (!inside_number && !before_script) put(" ");
    at_ = next;
  }

  void superscript() {
    std::size_t next = at_ + 1;
    while (next < tex_.size() && tex_[next] == ' ') ++next;
    at_ = next;
    if (next >= tex_.size() || raised()) return;
    if (tex_[next] == '{') {
      raised_until_ = match_[next] != 0 ? match_[next] : next;
      at_ = next + 1;
      if (tex_.compare(at_, 5, "\\circ") == 0) raised_until_ = 0;  // a degree sign is no exponent
    } else if (tex_.compare(next, 5, "\\circ") == 0) {
      return;
    } else if (tex_[next] == '\\') {
      raised_until_ = next + 1;
    } else {
      std::size_t end = next;
      next_code_point(tex_, end);
      raised_until_ = end;
    }
  }

  void command() {
    const std::size_t start = at_;
    std::size_t next = at_ + 1;
    while (next < tex_.size() && is_ascii_alpha(tex_[next])) ++next;
    const std::string_view name = tex_.substr(start + 1, next - start - 1);
    if (name.empty()) {  // \% \, \_ \{ …
      if (next < tex_.size()) {
        const char c = tex_[next];
        std::size_t end = next;
        next_code_point(tex_, end);
        if (c == ',' || c == ';' || c == ':' || c == ' ' || c == '\\')
          put(" ");
        else if (c != '!' && c != '(' && c != ')' && c != '[' && c != ']')
          put(tex_.substr(next, end - next));
        next = end;
      }
    } else if (const Command* known = find_command(name)) {
      put(known->text);
    } else if (contains(kSpaces, name)) {
      put(" ");
    } else if (name == "frac" || name == "dfrac" || name == "tfrac") {
      fraction(next);
      return;
    } else if (name == "sqrt") {
      put("√");
    } else if (!contains(kDropped, name)) {
      put(tex_.substr(start, next - start));
    }
    at_ = next;
    if (name.empty() || !contains(kDropped, name)) return;
    while (at_ < tex_.size() && tex_[at_] == ' ') ++at_;
  }

  // \frac{a}{b} -> a/b
  void fraction(std::size_t next) {
    while (next < tex_.size() && tex_[next] == ' ') ++next;
    at_ = next;
    if (next < tex_.size() && tex_[next] == '{' && match_[next] != 0) closings_.emplace_back(match_[next], "/");
  }

  std::string_view tex_;
  std::vector<std::uint32_t> match_;
  std::vector<std::pair<std::size_t, std::string_view>> closings_;  // what to print where an argument ends
  std::vector<TexPiece> pieces_;
  std::size_t at_ = 0;
  std::size_t raised_until_ = 0;
};

}  // namespace

std::vector<TexPiece> read_tex(std::string_view tex) { return TexReader(tex).read(); }

bool looks_like_tex(std::string_view between) {
  if (between.empty()) return false;
  const bool has_mark = between.find_first_of("\\^_={}<>") != std::string_view::npos ||
                        between.find("±") != std::string_view::npos || between.find("≤") != std::string_view::npos ||
                        between.find("≥") != std::string_view::npos;
  if (has_mark || trim(between).find(' ') == std::string_view::npos) return true;
  // "3 . 5 3 8": every character on its own.
  std::size_t blanks = 0;
  for (std::size_t i = 0; i < between.size(); ++i) {
    if (between[i] != ' ' && i > 0 && between[i - 1] != ' ') return false;
    blanks += between[i] == ' ' ? 1 : 0;
  }
  return blanks >= 2;
}

}  // namespace warrant
