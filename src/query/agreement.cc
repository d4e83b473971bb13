#include "src/query/agreement.h"

#include <algorithm>
#include <cmath>

#include "src/base/text.h"
#include "src/language/alike.h"
#include "src/language/concepts.h"
#include "src/language/fold.h"
#include "src/language/stem.h"
#include "src/query/turn.h"

namespace warrant {
namespace {

bool close(double a, double b) { return std::fabs(a - b) <= 1e-9 * std::max({1.0, std::fabs(a), std::fabs(b)}); }

// `source` printed with more digits rounds to `claim`.
bool rounds_to(double source, double claim, int claim_decimals, int source_decimals) {
  if (source_decimals <= claim_decimals) return false;
  return std::fabs(source - claim) <= 0.5 * std::pow(10.0, -claim_decimals) * (1 + 1e-9);
}

int decimals_of(double value) {
  for (int d = 0; d < 6; ++d) {
    const double scaled = value * std::pow(10.0, d);
    if (std::fabs(scaled - std::round(scaled)) < 1e-7 * std::max(1.0, std::fabs(scaled))) return d;
  }
  return 6;
}

Operator plain(Operator op) { return op == Operator::kNone || op == Operator::kApproximately ? Operator::kEqual : op; }

}  // namespace

bool same_operator(Operator a, Operator b) {
  const auto kind = [](Operator op) {
    switch (plain(op)) {
      case Operator::kLess:
      case Operator::kLessEqual:
        return -1;
      case Operator::kGreater:
      case Operator::kGreaterEqual:
        return 1;
      default:
        return 0;
    }
  };
  return kind(a) == kind(b);
}

namespace {

bool is_content(const Word& word, std::string_view lower) {
  return !word.number && word.stem.size() > 1 && !is_stop_word(lower);
}

void add_words(std::set<std::string>& out, std::string_view text) {
  for (const Word& word : words_of(text))
    if (is_content(word, ascii_lower(slice(text, word.span)))) out.insert(one_spelling(word.stem));
}

// The statement without names of studies and citation marks: "Lee et al. (25) found" says nothing that the source says.
std::string without_names(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find("et al"); at != std::string::npos; at = out.find("et al", at)) {
    std::size_t start = at;
    while (start > 0 && out[start - 1] == ' ') --start;
    while (start > 0 && out[start - 1] != ' ' && out[start - 1] != '(') --start;
    out.replace(start, at + 5 - start, " ");
    at = start;
  }
  return out;
}

// Blanks in place of citation marks, so that places stay: "[3,5-7]", "(21)", and bare numbers behind the full stop.
std::string without_marks(std::string_view text) {
  std::string out(text);
  const auto in_mark = [](char c) { return is_ascii_digit(c) || c == ',' || c == ' ' || c == '-'; };
  for (std::size_t open = 0; open < out.size(); ++open) {
    if (out[open] != '[' && out[open] != '(') continue;
    std::size_t end = open + 1, digits = 0;
    while (end < out.size() && (in_mark(out[end]) || out.compare(end, 3, "\u2013") == 0)) {
      digits += is_ascii_digit(out[end]);
      end += is_ascii_digit(out[end]) || in_mark(out[end]) ? 1 : 3;
    }
    const bool closed = end < out.size() && out[end] == (out[open] == '[' ? ']' : ')');
    const bool behind_number = open >= 2 && (is_ascii_digit(out[open - 1]) || is_ascii_digit(out[open - 2]));
    if (closed && digits > 0 && (out[open] == '[' || (digits <= 3 && !behind_number)))
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(open), out.begin() + static_cast<std::ptrdiff_t>(end) + 1,
                ' ');
  }
  std::size_t end = out.size();
  while (end > 0 && in_mark(out[end - 1])) --end;
  if (end > 0 && end < out.size() && (out[end - 1] == '.' || out[end - 1] == ')') &&
      (end < 2 || !is_ascii_digit(out[end - 2]) || out[end] == ' '))
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(end), out.end(), ' ');
  return out;
}

std::set<std::string> endpoints_of(std::string_view text) {
  std::set<std::string> names;
  for (const Mention& mention : mentions(text))
    if (mention.meant->kind == "endpoint") names.insert(std::string(mention.meant->name));
  if (names.size() > 1) names.erase("survival");
  return names;
}

}  // namespace

std::vector<Quantity> quantities_of(std::string_view text) {
  std::vector<Quantity> out;
  const std::vector<Token> tokens = lex(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_number()) continue;
    Quantity q;
    q.value = tokens[i].number.value;
    q.decimals = tokens[i].number.decimals;
    q.op = tokens[i].number.op;
    q.span = tokens[i].span;
    std::size_t next = i + 1;
    if (next < tokens.size() && tokens[next].is('%')) ++next;
    if (tokens[i].number.percent) {
      q.unit = "%";
    } else if (next < tokens.size() && tokens[next].is('-') && next + 1 < tokens.size() && tokens[next + 1].is_word()) {
      q.unit = time_unit(tokens[next + 1].text);  // "5-year"
    } else if (next < tokens.size() && tokens[next].is_word()) {
      q.unit = time_unit(tokens[next].text);
    }
    q.range_start =
        next + 1 < tokens.size() && (tokens[next].is('-') || tokens[next].is("to")) && tokens[next + 1].is_number();
    out.push_back(std::move(q));
  }
  for (std::size_t i = out.size(); i-- > 1;)
    if (out[i - 1].range_start && out[i - 1].unit.empty()) out[i - 1].unit = out[i].unit;
  return out;
}

namespace {

// A claim's unit ("g/dL", "hours per night") as numbers of running text carry it ("g/dl", "h").
std::string unit_as_compared(const std::string& unit) {
  if (unit.empty() || unit == "%") return unit;
  const ReportedSentence said = reported_in("1.5 " + unit);
  return said.numbers.empty() ? std::string() : said.numbers.front().unit;
}

// The claim's number among those that its sentence reports, and the words that are not another number's.
void find_own_number(const Claim& claim, std::string_view words, CitingStatement& statement) {
  // The quote of the claim tells where its value stands.
  const std::size_t value_at =
      words.size() == claim.span.end - claim.span.start && claim.span.contains(claim.value_span)
          ? claim.value_span.start - claim.span.start
          : std::string_view::npos;
  const std::string text = without_marks(words);
  const std::vector<LabelledNumber> said = labelled_numbers(text, {});
  const LabelledNumber* own = nullptr;
  for (const LabelledNumber& number : said)
    if (value_at == std::string_view::npos ? close(std::fabs(number.number.value), std::fabs(*claim.value))
                                           : number.span.start == value_at)
      if (own == nullptr) own = &number;
  const std::vector<LabelledNumber> mentioned =
      own == nullptr ? mentioned_numbers(text, {}) : std::vector<LabelledNumber>();
  for (const LabelledNumber& number : mentioned)
    if (own == nullptr && number.span.start == value_at) own = &number;
  const bool reported = mentioned.empty() || own == nullptr;
  if (own != nullptr) {
    statement.number = own->number;
    statement.groups = own->groups;
    statement.phase = own->phase;
    const std::size_t at_own = reported ? static_cast<std::size_t>(own - said.data()) : 0;
    if (reported && own->number.change_start && at_own + 1 < said.size())
      statement.partner = said[at_own + 1].number.value;
    else if (reported && at_own > 0 && said[at_own - 1].number.change_start)
      statement.partner = said[at_own - 1].number.value;
    const std::string digits(slice(text, own->span));
    // Names of studies before it are gone from the statement's text.
    const std::size_t at = statement.text.find(digits);
    if (at != std::string::npos)
      statement.number_span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + digits.size())};
  } else {
    statement.number.decimals = decimals_of(*claim.value);
  }
  statement.number.value = *claim.value;
  statement.number.op = claim.value_op;
  if (own == nullptr || own->number.unit.empty()) statement.number.unit = unit_as_compared(claim.unit);
  if (claim.ci_low && claim.ci_high) {
    statement.number.low = claim.ci_low;
    statement.number.high = claim.ci_high;
  }
  if (claim.p_op != Operator::kNone) {
    statement.number.p_op = claim.p_op;
    statement.number.p = claim.p_value;
  }
  statement.labels = statement.topic = label_words(statement.text, {});
  if (own == nullptr) return;
  for (const LabelledNumber& other : said)
    if (&other != own && other.span.end <= own->span.start && other.number.decimals > 0 && own->number.decimals > 0)
      statement.units.insert(other.number.unit);
  // Its own dose names nothing.
  statement.labels.erase(dose_word(own->number));
  // Words of other numbers of its kind, and what it is compared with, are not its own.
  const auto kind = [](const LabelledNumber& number) {
    return number.number.unit == "people" && number.number.decimals == 0 ? std::string() : number.number.unit;
  };
  // What it has of its own beside what stood before an earlier number: "30 stimuli".
  const bool named = std::any_of(own->words.begin(), own->words.end(),
                                 [&](const std::string& word) { return !own->inherited.contains(word); });
  for (const LabelledNumber& other : said)
    if (&other != own && kind(other) == kind(*own))
      for (const std::string& word : other.words)
        if (own->words.count(word) == 0 || (named && own->inherited.contains(word) && !other.inherited.contains(word)))
          statement.labels.erase(word);
  // Of counts what stands nearer to the other as well: "62 were assigned to A and 58 to B".
  if (own->number.decimals == 0 && kind(*own).empty())
    for (const LabelledNumber& other : said)
      if (&other != own && other.number.decimals == 0 && kind(other).empty())
        for (const std::string& word : other.near)
          if (!own->near.contains(word) && !own->words.contains(word)) statement.labels.erase(word);
  // "114 days with A, the others 96": it is not A's.
  std::size_t last = 0;
  for (const LabelledNumber& other : said)
    if (other.span.end <= own->span.start) last = std::max<std::size_t>(last, other.span.end);
  if (last > 0) {
    const std::string_view between = std::string_view(text).substr(last, own->span.start - last);
    if (between.find("the other") != std::string_view::npos || between.find("the rest") != std::string_view::npos)
      for (const LabelledNumber& other : said)
        if (other.span.end <= own->span.start)
          for (const std::string& word : other.near)
            if (!own->near.contains(word)) statement.labels.erase(word);
  }
  // "took 60 minutes with A instead of 71", "lower with A, 60 against 71": the second has none of the first one's
  // names.
  const std::string_view before = std::string_view(text).substr(0, own->span.start);
  for (const std::string_view cue :
       {"instead of ", "compared with ", "compared to ", "versus ", "vs ", "against ", "than "}) {
    if (own->pair != 0 || !before.ends_with(cue)) continue;
    const std::set<std::string> behind = label_words(std::string_view(text).substr(own->span.end), {});
    for (const std::string& word : own->words)
      if (!behind.contains(word)) statement.labels.erase(word);
  }
  statement.set_against = comparator_words(text);
  for (const std::string& word : statement.set_against)
    if (own->words.count(word) == 0) statement.labels.erase(word);
}

}  // namespace

CitingStatement statement_of(const Claim& claim, std::string_view words) {
  CitingStatement statement;
  statement.text = without_names(without_marks(words));
  statement.outcome = claim.outcome;
  const std::vector<Quantity> quantities = quantities_of(statement.text);  // "fifty-six" is no word
  for (const Word& word : words_of(statement.text)) {
    if (std::any_of(quantities.begin(), quantities.end(),
                    [&](const Quantity& q) { return q.span.overlaps(word.span); }))
      continue;
    const std::string printed(slice(statement.text, word.span));
    if (!is_content(word, ascii_lower(printed))) continue;
    if (statement.words.insert(one_spelling(word.stem)).second) statement.printed.emplace_back(word.stem, printed);
  }
  const auto add = [&](const std::optional<double>& value, Operator op, const std::string& unit) {
    if (!value) return;
    Quantity q;
    q.value = *value;
    q.decimals = decimals_of(*value);
    q.op = op;
    q.unit = unit;
    statement.key.push_back(std::move(q));
  };
  const std::string unit =
      claim.unit == "%" || !time_unit(claim.unit).empty() ? claim.unit : std::string();  // as quantities_of() has them
  add(claim.value, claim.value_op, unit);
  add(claim.value_high, Operator::kNone, unit);
  if (claim.n && claim.total && !is_rough_share(claim)) {
    add(claim.n, Operator::kNone, "");
    add(claim.total, Operator::kNone, "");
  }
  add(claim.ci_low, Operator::kNone, "");
  add(claim.ci_high, Operator::kNone, "");
  if (claim.p_op != Operator::kNotSignificant) add(claim.p_value, claim.p_op, "");
  if (claim.value)
    find_own_number(claim, words, statement);
  else
    statement.labels = statement.topic = label_words(statement.text, {});
  return statement;
}

namespace {

bool tells_results(const Document& d, std::int32_t section) {
  for (int steps = 0; section >= 0 && steps < 64; ++steps) {
    const Section& s = d.sections[static_cast<std::size_t>(section)];
    if (!s.role.empty()) return s.role != "introduction" && s.role != "background" && s.role != "methods";
    section = s.parent;
  }
  return true;
}

}  // namespace

std::vector<SourceSentence> source_sentences(const IndexedDocument& document) {
  const Document& d = document.document;
  std::vector<SourceSentence> out;
  auto anchor = d.anchors.begin();
  for (const Sentence& sentence : document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place) || passage.kind == PassageKind::kHeading) continue;
    SourceSentence s;
    s.span = sentence.span;
    s.text = slice(d.text, sentence.span);
    s.passage = sentence.passage;
    s.result = tells_results(d, passage.section);
    s.table_row = passage.kind == PassageKind::kTableRow;
    s.caption = passage.kind == PassageKind::kCaption || passage.kind == PassageKind::kTableNote;
    while (anchor != d.anchors.end() && anchor->span.end <= s.span.start) ++anchor;
    s.cites = anchor != d.anchors.end() && anchor->span.overlaps(s.span);
    add_words(s.words, s.text);
    for (const std::string& title : section_path(d, passage.section)) add_words(s.words, title);
    if (s.table_row && passage.table >= 0) {
      const Table& table = d.tables[static_cast<std::size_t>(passage.table)];
      for (std::int32_t caption : table.captions)
        add_words(s.words, slice(d.text, d.passages[static_cast<std::size_t>(caption)].span));
      for (std::int32_t r = 0; r < table.header_rows && r < table.rows; ++r)
        if (const std::int32_t p = table.row_passages[static_cast<std::size_t>(r)]; p >= 0)
          add_words(s.words, slice(d.text, d.passages[static_cast<std::size_t>(p)].span));
    }
    s.numbers = quantities_of(s.text);
    if (!s.table_row && !out.empty() && out.back().passage == s.passage) add_words(s.before, out.back().text);
    out.push_back(std::move(s));
  }
  return out;
}

namespace {

// The unit that a header or row label names: "Median OS (months)", "n (%)".
std::string unit_named(std::string_view text) {
  std::string found;
  bool near_number = false;
  const std::vector<Token> tokens = lex(text);
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    const Token& token = tokens[t];
    std::string unit;
    if (token.is('%') || token.is("percent") || token.is("percentage")) return "%";  // "percentage of days"
    if (token.is_word() && token.text.size() > 2 && !near_number &&
        !(t + 1 < tokens.size() && tokens[t + 1].is_number()) &&
        !(t > 0 &&
          (tokens[t - 1].is("a") || tokens[t - 1].is("per") || tokens[t - 1].is("each") || tokens[t - 1].is('/'))))
      unit = time_unit(token.text);  // not of "week 12", "5-year", "twice a day", "serves/day"
    near_number = token.is_number() || (near_number && token.is('-'));
    if (unit.empty() || unit == found) continue;
    if (!found.empty()) return {};
    found = std::move(unit);
  }
  return found;
}

// "P value", "p for trend".
bool is_p_header(std::string_view text) {
  const std::vector<Token> tokens = lex(text);
  constexpr std::size_t kLongest = 6;
  return !tokens.empty() && tokens.size() <= kLongest && (tokens[0].is("p") || tokens[0].is("p-value"));
}

// The row above that has words and no numbers: it heads the rows below it.
std::string_view heading_above(const Document& d, const Table& table, std::int32_t row) {
  constexpr std::int32_t kMostRows = 12;
  for (std::int32_t r = row; r-- > table.header_rows && row - r <= kMostRows;) {
    const std::int32_t p = table.row_passages[static_cast<std::size_t>(r)];
    if (p < 0) continue;
    const std::string_view text = slice(d.text, d.passages[static_cast<std::size_t>(p)].span);
    if (quantities_of(text).empty()) return text;
  }
  return {};
}

}  // namespace

void label(SourceSentence& sentence, const IndexedDocument& document, const Aliases& aliases) {
  if (sentence.is_labelled) return;
  sentence.is_labelled = true;
  const Document& d = document.document;
  const Passage* row = &d.passages[static_cast<std::size_t>(sentence.passage)];
  sentence.own_labels = label_words(sentence.text, aliases);
  sentence.mentioned = mentioned_numbers(sentence.text, aliases);
  for (const std::string& title : section_path(d, row->section))
    sentence.context_labels.merge(label_words(title, aliases));
  if (!sentence.table_row) {
    sentence.labelled = labelled_numbers(sentence.text, aliases);
    const std::vector<Token> tokens = lex(sentence.text);
    for (std::size_t t = 0; t < tokens.size(); ++t)
      if (tokens[t].is("p"))
        if (const auto p = read_p_value(tokens, t); p && p->value) sentence.p_values.emplace_back(p->op, *p->value);
    return;
  }
  if (row->table < 0) return;
  const Table& table = d.tables[static_cast<std::size_t>(row->table)];
  const auto speaks_of_percent = [](std::string_view text) {
    return text.find('%') != std::string_view::npos || text.find("ercent") != std::string_view::npos ||
           text.find("roportion") != std::string_view::npos || text.find(" rate") != std::string_view::npos;
  };
  sentence.percents = speaks_of_percent(sentence.text);
  for (const std::int32_t caption : table.captions) {
    const std::string_view text = slice(d.text, d.passages[static_cast<std::size_t>(caption)].span);
    sentence.percents |= speaks_of_percent(text);
    sentence.context_labels.merge(label_words(text, aliases));
  }
  sentence.heading = label_words(heading_above(d, table, row->row), aliases);
  for (const TableCell& cell : table.cells)
    if (cell.row >= table.header_rows && cell.row < row->row && cell.row + cell.row_span > row->row)
      sentence.heading.merge(label_words(slice(d.text, cell.span), aliases));
  sentence.context_labels.insert(sentence.heading.begin(), sentence.heading.end());
  for (const TableCell& cell : table.cells) {
    if (cell.row >= table.header_rows) break;
    if (cell.column == 0) sentence.context_labels.merge(label_words(slice(d.text, cell.span), aliases));
  }
  std::vector<const TableCell*> cells;
  for (const TableCell& cell : table.cells)
    if (cell.row == row->row) cells.push_back(&cell);
  const auto text_of = [&](const TableCell& cell) { return slice(d.text, cell.span); };
  const std::string_view first = cells.empty() ? std::string_view() : text_of(*cells.front());
  // A change has no phase of its own.
  const auto is_change = [](std::string_view text) {
    const std::string lower = ascii_lower(text);
    for (const std::string_view cue : {"change", "differ", "reduction", "increase", "improvement"})
      if (lower.find(cue) != std::string::npos) return true;
    return false;
  };
  int row_phase = phase_of_label(first);
  if (row_phase == 0) row_phase = phase_of_label(heading_above(d, table, row->row));
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const TableCell& cell = *cells[c];
    if (cell.column == 0 || cell.header) continue;
    const bool p_column = std::any_of(table.cells.begin(), table.cells.end(), [&](const TableCell& header) {
      return header.row < table.header_rows && header.column == cell.column && header.column_span == 1 &&
             is_p_header(text_of(header));
    });
    if (const auto p = p_column ? read_p_cell(lex(text_of(cell))) : std::nullopt; p && p->value) {
      sentence.p_values.emplace_back(p->op, *p->value);
      continue;
    }
    std::vector<LabelledNumber> numbers = labelled_numbers(text_of(cell), aliases);
    if (numbers.empty()) continue;
    std::set<std::string> words;
    int phase = row_phase;
    std::string unit = unit_named(first);
    if (unit.empty()) unit = unit_of_label(first);
    if (unit.empty()) unit = unit_of_label(heading_above(d, table, row->row));
    std::string per = period_of_label(first);
    for (const TableCell& header : table.cells) {
      if (header.row >= table.header_rows) break;
      if (header.column > cell.column || cell.column >= header.column + header.column_span) continue;
      words.merge(label_words(text_of(header), aliases));
      if (const int told = phase_of_label(text_of(header)); told != 0) phase = told;
      sentence.percents |= speaks_of_percent(text_of(header));
      for (const Quantity& q : quantities_of(text_of(header)))
        if (!q.unit.empty() && q.unit != "%") words.insert(time_word({q.value, q.unit}));
      std::string named = unit_named(text_of(header));
      if (named.empty()) named = unit_of_label(text_of(header));
      if (!named.empty()) unit = std::move(named);
      if (std::string told = period_of_label(text_of(header)); !told.empty()) per = per.empty() ? std::move(told) : "";
    }
    // The interval in the next cell, or its bounds in the next two.
    if (numbers.size() == 1 && !numbers[0].number.low && c + 1 < cells.size()) {
      const std::vector<Token> next = lex(text_of(*cells[c + 1]));
      if (const auto interval = read_interval(next, 0, false);
          interval && interval->low && interval->high && interval->end == next.size()) {
        numbers[0].number.low = interval->low;
        numbers[0].number.high = interval->high;
      } else if (c + 2 < cells.size()) {
        const std::vector<Token> after = lex(text_of(*cells[c + 2]));
        if (next.size() == 1 && after.size() == 1 && next[0].is_number() && after[0].is_number() &&
            next[0].number.value <= numbers[0].number.value && numbers[0].number.value <= after[0].number.value) {
          numbers[0].number.low = next[0].number.value;
          numbers[0].number.high = after[0].number.value;
        }
      }
    }
    for (std::size_t n = 0; n < numbers.size(); ++n) {
      LabelledNumber& number = numbers[n];
      // "45 (37.5)" under "n (%)": the percent is the one in brackets.
      const bool shown_as = unit != "%" || (n + 1 == numbers.size() && !number.number.low);
      if (number.number.unit.empty() && shown_as) number.number.unit = unit;
      if (number.number.per.empty()) number.number.per = per;
      number.words = words;
      number.phase = is_change(first) ? 0 : phase;
      number.pair = 1;  // columns are told apart by their headers
      number.span.start += cell.span.start - sentence.span.start;
      number.span.end += cell.span.start - sentence.span.start;
      sentence.labelled.push_back(std::move(number));
    }
  }
}

SameNumber compare_number(const CitingStatement& statement, const ReportedNumber& source, bool table_row) {
  SameNumber out;
  const ReportedNumber& claim = statement.number;
  // "Up to 49%" of "49%": a bound that is reached.
  const auto reached = [](Operator bound, Operator exact) {
    return (bound == Operator::kLessEqual || bound == Operator::kGreaterEqual) && plain(exact) == Operator::kEqual;
  };
  if (!same_operator(claim.op, source.op) && !reached(claim.op, source.op) && !reached(source.op, claim.op)) return out;
  const double a = std::fabs(claim.value), b = std::fabs(source.value);  // "fell by 30%" of "-30%"
  bool same = close(a, b), rounded = false;
  if (!same) same = rounded = rounds_to(b, a, claim.decimals, source.decimals);
  if (!same) return out;
  // "mg/d" of "mg/day".
  const auto one_way = [](std::string unit) {
    for (const std::string_view time : {"/days", "/day", "/weeks", "/week", "/wk", "/hour", "/hr"})
      if (unit.ends_with(time)) return unit.substr(0, unit.size() - time.size() + 2);
    return unit;
  };
  const std::string claim_unit = one_way(claim.unit), source_unit = one_way(source.unit);
  const auto is_time = [](const std::string& unit) {
    return unit == "months" || unit == "years" || unit == "weeks" || unit == "days";
  };
  // "mg" of "mg/dl" is printed short; a percent sign may be lost behind a decimal; a time without its unit is none.
  const auto short_of = [](const std::string& a_unit, const std::string& b_unit) {
    return !a_unit.empty() && (b_unit.starts_with(a_unit + "/") || b_unit.starts_with(a_unit + " "));
  };
  const auto may_lack = [&](const std::string& unit, int decimals) {
    return table_row || (!is_time(unit) && (unit != "%" || decimals > 0));
  };
  const bool unit =
      claim_unit == source_unit || short_of(claim_unit, source_unit) || short_of(source_unit, claim_unit) ||
      (source_unit.empty() && may_lack(claim_unit, claim.decimals)) ||
      (claim_unit.empty() && (may_lack(source_unit, claim.decimals) || statement.units.contains(source.unit)));
  // "3.4 servings a week" of "3.4 servings a day".
  const bool other_period = !claim.per.empty() && !source.per.empty() && claim.per != source.per;
  out.same = unit && !other_period;
  out.rounded = out.same && rounded;
  out.other_unit = !rounded && (other_period || (!unit && !claim.unit.empty() && !source.unit.empty()));
  return out;
}

bool is_rough_share(const Claim& claim) {
  constexpr double kMost = 10;
  if (claim.unit != "%" || !claim.n || !claim.total || *claim.total > kMost) return false;
  // "Three of six adults (50%)" has a group of six; "one in ten (10%)" need not have one of ten.
  constexpr double kExact = 0.51;  // percent
  return *claim.n == 1 || !claim.value || std::fabs(*claim.value - 100 * *claim.n / *claim.total) > kExact;
}

bool rounds_back(const ReportedNumber& claim, const ReportedNumber& source) {
  return rounds_to(std::fabs(claim.value), std::fabs(source.value), source.decimals, claim.decimals);
}

std::set<std::string> context_words(const IndexedDocument& document, const Claim& claim, ByteSpan sentence) {
  const Document& d = document.document;
  std::set<std::string> words;
  add_words(words, slice(d.text, sentence));
  for (const std::string* part :
       {&claim.subject, &claim.comparator, &claim.outcome, &claim.population, &claim.analysis})
    add_words(words, *part);
  for (const std::string& title : section_path(d, claim.section)) add_words(words, title);
  if (claim.table >= 0)
    for (std::int32_t caption : d.tables[static_cast<std::size_t>(claim.table)].captions)
      add_words(words, slice(d.text, d.passages[static_cast<std::size_t>(caption)].span));
  add_words(words, d.title);
  return words;
}

std::set<std::string> title_words(const IndexedDocument& document) {
  std::set<std::string> words;
  add_words(words, document.document.title);
  return words;
}

double weight_of(const std::string& stem_word) {
  static const std::set<std::string, std::less<>> any_result = {
      "patient", "group",  "arm",    "receiv",    "occur",   "seen",   "found",     "observ",        "report",
      "show",    "reach",  "rate",   "had",       "develop", "trial",  "studi",     "compar",        "treat",
      "given",   "women",  "men",    "particip",  "subject", "case",   "peopl",     "median",        "mean",
      "percent", "year",   "month",  "week",      "dai",     "associ", "signific",  "significantli", "result",
      "minut",   "hour",   "took",   "second",    "affect",  "about",  "number",    "amount",        "made",
      "take",    "took",   "rais",   "percentag", "proport", "share",  "experienc", "had",           "achiev",
      "ci",      "confid", "interv", "present",   "account", "hold"};
  // Numbers in words, and words that hedge a number.
  static const std::set<std::string, std::less<>> said_loosely = {"two",     "three",    "four",   "five",   "six",
                                                                  "seven",   "eight",    "nine",   "ten",    "out",
                                                                  "roughli", "approxim", "around", "nearli", "almost"};
  if (said_loosely.contains(stem_word)) return 0.1;
  // Which way it went is compared by itself.
  if (is_direction_word(stem_word)) return 0.2;
  return any_result.count(stem_word) != 0 ? 0.35 : 1;
}

double shared_words(const CitingStatement& statement, const SourceSentence& sentence,
                    const std::set<std::string>& known) {
  constexpr double kBefore = 0.5;
  const double alone = shared_words(statement, sentence.words, known);
  if (alone < 0.2 || sentence.before.empty()) return alone;
  std::set<std::string> both = sentence.words;
  both.insert(sentence.before.begin(), sentence.before.end());
  return alone + kBefore * (shared_words(statement, both, known) - alone);
}

double shared_words(const CitingStatement& statement, const std::set<std::string>& other,
                    const std::set<std::string>& known) {
  double shared = 0, all = 0, granted = 0;
  for (const std::string& word : statement.words) {
    const double weight = weight_of(word);
    all += weight;
    if (other.count(word) != 0)
      shared += weight;
    else if (known.count(word) != 0)
      granted += weight;
  }
  // What the title says needs no repeating; but a place that shares little else is no witness.
  if (all == 0) return 0;
  const double plain = shared / all;
  return all - granted < 1.5 || plain < 0.2 ? plain : shared / (all - granted);
}

bool same_measure(const Claim& a, const Claim& b) {
  const auto family = [](const std::string& m) -> std::string {
    if (m == measure::kSubdistributionHazardRatio) return std::string(measure::kHazardRatio);
    if (m == measure::kRateRatio || m == measure::kIncidenceRateRatio) return std::string(measure::kRiskRatio);
    return m;
  };
  return a.measure.empty() ? b.measure.empty() && a.kind == b.kind : family(a.measure) == family(b.measure);
}

bool same_times(const TimePoint& a, const TimePoint& b) {
  const auto months = [](const TimePoint& t) {
    if (t.unit == "years") return t.value * 12;
    if (t.unit == "weeks") return t.value / 4.345;
    if (t.unit == "days") return t.value / 30.44;
    return t.value;
  };
  return std::fabs(months(a) - months(b)) < 0.05 * std::max(1.0, months(a));
}

Outcome compare_outcomes(const CitingStatement& statement, const Claim& claim, const Claim& other) {
  std::set<std::string> a = endpoints_of(claim.outcome), b = endpoints_of(other.outcome);
  if (a.empty()) a = endpoints_of(statement.text);
  if (a.empty() || b.empty()) {
    if (claim.outcome.empty() || other.outcome.empty()) return Outcome::kUnknown;
    return group_match(claim.outcome, other.outcome) > 0 ? Outcome::kSame : Outcome::kUnknown;
  }
  for (const std::string& name : a)
    if (b.count(name) != 0) return Outcome::kSame;
  // "survival" alone may mean overall survival, nothing else.
  const auto loose = [](const std::set<std::string>& names) {
    return names.count("survival") != 0 || names.count("OS") != 0;
  };
  return loose(a) && loose(b) ? Outcome::kSame : Outcome::kOther;
}

std::set<std::string> arm_words(std::string_view text) {
  static const std::set<std::string, std::less<>> any_arm = {"arm",   "group",   "cohort",    "patient",
                                                             "women", "subject", "particip",  "receiv",
                                                             "given", "treat",   "treatment", "respond"};
  std::set<std::string> words;
  add_words(words, text);
  for (auto at = words.begin(); at != words.end();) at = any_arm.count(*at) != 0 ? words.erase(at) : std::next(at);
  return words;
}

double group_match(std::string_view a, std::string_view b) {
  const std::set<std::string> wa = arm_words(a), wb = arm_words(b);
  if (wa.empty() || wb.empty()) return 0;
  double shared = 0;
  for (const std::string& word : wa) shared += wb.count(word) != 0;
  return shared / static_cast<double>(std::min(wa.size(), wb.size()));
}

Agreement compare_numbers(const Claim& claim, const Claim& source) {
  Agreement agreement;
  if (!claim.value || !source.value || claim.unit != source.unit || !same_operator(claim.value_op, source.value_op) ||
      claim.value_high.has_value() != source.value_high.has_value())
    return agreement;
  const int claim_decimals = decimals_of(*claim.value), source_decimals = decimals_of(*source.value);
  agreement.value = close(*claim.value, *source.value);
  if (!agreement.value && rounds_to(*source.value, *claim.value, claim_decimals, source_decimals))
    agreement.value = agreement.rounded = true;
  if (claim.value_high && !close(*claim.value_high, *source.value_high)) agreement.value = false;
  const auto agree = [](const std::optional<double>& a, const std::optional<double>& b) {
    return !a || !b || close(*a, *b) || rounds_to(*b, *a, decimals_of(*a), decimals_of(*b));
  };
  agreement.interval = agree(claim.ci_low, source.ci_low) && agree(claim.ci_high, source.ci_high);
  if (claim.p_value && source.p_value) {
    const bool exact = agree(claim.p_value, source.p_value) && same_operator(claim.p_op, source.p_op);
    // "p < 0.05" of "p = 0.023" is said loosely, not wrongly.
    const bool bounded = (claim.p_op == Operator::kLess || claim.p_op == Operator::kLessEqual) &&
                         *source.p_value <= *claim.p_value && source.p_op != Operator::kGreater;
    // "p > 0.05" of "p = 0.54" likewise.
    const bool above = (claim.p_op == Operator::kGreater || claim.p_op == Operator::kGreaterEqual) &&
                       *source.p_value >= *claim.p_value && source.p_op != Operator::kLess;
    agreement.p = exact || bounded || above;
  }
  return agreement;
}

NumbersFound find_numbers(const CitingStatement& statement, const SourceSentence& sentence) {
  NumbersFound found;
  if (statement.key.empty()) return found;
  found.all = true;
  std::vector<bool> used(sentence.numbers.size());  // "2.7 (1.2 to 2.7)" needs two 2.7
  for (std::size_t k = 0; k < statement.key.size(); ++k) {
    const Quantity& key = statement.key[k];
    bool here = false, rounded = false;
    int rivals = 0;
    for (std::size_t i = 0; i < sentence.numbers.size(); ++i) {
      const Quantity& q = sentence.numbers[i];
      if (here || used[i]) continue;
      const bool unit = key.unit == q.unit || (sentence.table_row && q.unit.empty()) ||
                        (key.unit.empty() && k > 0);  // intervals and p values carry no unit
      if (!unit || !same_operator(key.op, q.op)) continue;
      if (close(key.value, q.value)) {
        here = used[i] = true;
      } else if (k == 0 && rounds_to(q.value, key.value, key.decimals, q.decimals)) {
        here = rounded = used[i] = true;
      } else if (k == 0 && key.unit == q.unit) {
        ++rivals;
      }
    }
    if (k == 0) {
      found.any = here;
      found.rival = !here && rivals == 1 && !key.unit.empty();
    }
    found.rounded |= here && rounded;
    found.all &= here;
  }
  return found;
}

bool numbers_apart(const CitingStatement& statement, const std::vector<SourceSentence>& sentences, ByteSpan& first) {
  for (std::size_t k = 0; k < statement.key.size(); ++k) {
    bool here = false;
    for (const SourceSentence& sentence : sentences) {
      for (const Quantity& q : sentence.numbers) {
        if (!close(statement.key[k].value, q.value) || !same_operator(statement.key[k].op, q.op)) continue;
        if (k == 0 && statement.key[k].unit != q.unit && !sentence.table_row) continue;
        if (k == 0 && !here) first = sentence.span;
        here = true;
      }
      if (here) break;
    }
    if (!here) return false;
  }
  return true;
}

bool names_other_outcome(const CitingStatement& statement, const SourceSentence& sentence) {
  std::set<std::string> said = endpoints_of(statement.outcome);
  if (said.empty()) said = endpoints_of(statement.text);
  const std::set<std::string> there = endpoints_of(sentence.text);
  if (said.empty() || there.empty()) return false;
  return std::none_of(said.begin(), said.end(), [&](const std::string& name) {
    return there.count(name) != 0 || (name == "survival" && there.count("OS") != 0) ||
           (name == "OS" && there.count("survival") != 0);
  });
}

}  // namespace warrant
