#include "src/language/instrument.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "data.gen.h"
#include "src/base/text.h"
#include "src/language/fold.h"

namespace warrant {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

double number(std::string_view text) { return parse_number(text).value_or(0); }

InstrumentLevel level_of(std::string_view points, std::string_view names) {
  InstrumentLevel level;
  level.points = number(points);
  for (const std::string_view name : split(names, '|')) {
    if (const std::size_t dots = name.find(".."); dots != std::string_view::npos) {
      level.from = number(name.substr(0, dots));
      level.to = number(name.substr(dots + 2));
    } else {
      level.names.push_back(name);
    }
  }
  return level;
}

InstrumentKind kind_of(std::string_view name) {
  if (name == "grade") return InstrumentKind::kGrade;
  if (name == "number") return InstrumentKind::kNumber;
  return name == "percent" ? InstrumentKind::kPercent : InstrumentKind::kSum;
}

std::vector<Instrument> read() {
  std::vector<Instrument> list;
  for (const std::string_view line : split(data::instruments, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    const auto c = split(line, '\t');
    if (c[0] == "instrument" && c.size() == 12) {
      Instrument made;
      made.name = c[1];
      made.full_name = c[2];
      made.names = split(c[3], '|');
      made.kind = kind_of(c[4]);
      made.low = number(c[5]);
      made.high = number(c[6]);
      made.high_is_better = c[7] == "better";
      made.high_means = c[8];
      made.source = c[9];
      made.checked = c[10];
      made.note = c[11];
      list.push_back(std::move(made));
    } else if (c[0] == "item" && c.size() == 3 && !list.empty()) {
      list.back().items.push_back({c[1], split(c[2], '|'), {}});
    } else if (c[0] == "level" && c.size() == 3 && !list.empty() && !list.back().items.empty()) {
      list.back().items.back().levels.push_back(level_of(c[1], c[2]));
    } else if (c[0] == "class" && c.size() == 6 && !list.empty()) {
      list.back().classes.push_back({number(c[1]), number(c[2]), c[3], c[4], c[5]});
    }
  }
  return list;
}

// Only spaces, dashes and case are looked through.
std::string plain(std::string_view text) {
  std::string out = folded(text);
  std::replace(out.begin(), out.end(), '-', ' ');
  return collapse_space(out);
}

bool is_word_byte(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

struct Name {
  std::string folded;      // "" for a short form
  std::string_view exact;  // "" when case does not matter
  const Instrument* instrument;
};

// By their first byte in lower case, longest first, so that the first that fits is the longest.
const std::vector<Name>& names_from(char first) {
  static const std::array<std::vector<Name>, 256> list = [] {
    std::vector<Name> made;
    for (const Instrument& instrument : instruments()) {
      const auto add = [&](std::string_view name) {
        const bool short_form = name.size() <= 4;
        made.push_back({short_form ? "" : plain(name), short_form ? name : "", &instrument});
      };
      for (const std::string_view name : instrument.names) add(name);
    }
    std::stable_sort(made.begin(), made.end(), [](const Name& a, const Name& b) {
      return std::max(a.folded.size(), a.exact.size()) > std::max(b.folded.size(), b.exact.size());
    });
    std::array<std::vector<Name>, 256> by_first;
    for (Name& name : made) {
      const char letter = name.exact.empty() ? name.folded[0] : ascii_lower(name.exact.substr(0, 1))[0];
      by_first[static_cast<unsigned char>(letter)].push_back(std::move(name));
    }
    return by_first;
  }();
  return list[static_cast<unsigned char>(first)];
}

const InstrumentItem* item_named(const Instrument& instrument, std::string_view name) {
  const std::string wanted = plain(name);
  for (const InstrumentItem& item : instrument.items) {
    if (plain(item.key) == wanted) return &item;
    for (const std::string_view other : item.names)
      if (plain(other) == wanted) return &item;
  }
  return nullptr;
}

const InstrumentLevel* level_named(const InstrumentItem& item, std::string_view answer) {
  const std::string wanted = plain(answer);
  for (const InstrumentLevel& level : item.levels)
    for (const std::string_view name : level.names)
      if (plain(name) == wanted) return &level;
  const auto value = parse_number(answer);
  if (!value) return nullptr;
  for (const InstrumentLevel& level : item.levels)
    if (level.from && *value >= *level.from && *value <= *level.to) return &level;
  return nullptr;
}

std::string shown(const InstrumentLevel& level) {
  if (!level.names.empty()) return std::string(level.names.front());
  return *level.from == *level.to ? fmt::format("{}", *level.from) : fmt::format("{} to {}", *level.from, *level.to);
}

}  // namespace

std::span<const Instrument> instruments() {
  static const std::vector<Instrument> list = read();
  return list;
}

const Instrument* instrument_named(std::string_view name) {
  const std::string wanted = plain(name);
  for (const Instrument& instrument : instruments()) {
    if (plain(instrument.name) == wanted || plain(instrument.full_name) == wanted) return &instrument;
    for (const std::string_view other : instrument.names)
      if (plain(other) == wanted) return &instrument;
  }
  return nullptr;
}

std::vector<InstrumentMention> instruments_in(std::string_view text) {
  std::vector<InstrumentMention> found;
  Folded f = fold(text);
  std::replace(f.text.begin(), f.text.end(), '-', ' ');
  for (std::size_t at = 0; at < f.text.size(); ++at) {
    if (!is_word_byte(f.text[at]) || (at > 0 && is_word_byte(f.text[at - 1]))) continue;
    for (const Name& name : names_from(f.text[at])) {
      std::size_t end = 0;
      if (name.exact.empty()) {
        if (f.text.compare(at, name.folded.size(), name.folded) != 0) continue;
        end = at + name.folded.size();
      } else {
        if (text.substr(f.origin[at], name.exact.size()) != name.exact) continue;
        end = at + name.exact.size();
      }
      if (end < f.text.size() && is_word_byte(f.text[end]) && f.text[end] != 's') continue;
      found.push_back(
          {source_span(f, text, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}), name.instrument});
      at = end - 1;
      break;
    }
  }
  return found;
}

Result<InstrumentTotal> total_of(const Instrument& instrument,
                                 const std::vector<std::pair<std::string, std::string>>& answers) {
  if (instrument.kind == InstrumentKind::kNumber)
    return fail(ErrorCode::kInvalidArgument, fmt::format("{} is read off, it has no items", instrument.name));
  std::vector<const InstrumentLevel*> levels(instrument.items.size(), nullptr);
  for (const auto& [key, answer] : answers) {
    const InstrumentItem* item = item_named(instrument, key);
    if (item == nullptr) {
      std::vector<std::string_view> keys;
      for (const InstrumentItem& known : instrument.items) keys.push_back(known.key);
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} has no item \"{}\"; it has {}", instrument.name, key, joined(keys, ", ")));
    }
    const InstrumentLevel* level = level_named(*item, answer);
    if (level == nullptr) {
      std::vector<std::string> known;
      for (const InstrumentLevel& one : item->levels) known.push_back(shown(one));
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} cannot be \"{}\"; it can be {}", item->key, answer, joined(known, ", ")));
    }
    const InstrumentLevel*& place = levels[static_cast<std::size_t>(item - instrument.items.data())];
    if (place != nullptr) return fail(ErrorCode::kInvalidArgument, fmt::format("{} is set twice", item->key));
    place = level;
  }
  InstrumentTotal result;
  double highest = 0;
  std::vector<std::string_view> missing;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const InstrumentItem& item = instrument.items[i];
    if (levels[i] == nullptr) {
      missing.push_back(item.key);
      continue;
    }
    result.answers.emplace_back(&item, levels[i]);
    result.total += levels[i]->points;
    double most = 0;
    for (const InstrumentLevel& level : item.levels) most = std::max(most, level.points);
    highest += most;
  }
  if (result.answers.empty() || (!missing.empty() && instrument.kind != InstrumentKind::kPercent))
    return fail(ErrorCode::kInvalidArgument, fmt::format("no total without {}", joined(missing, ", ")));
  if (instrument.kind == InstrumentKind::kPercent) result.total = 100 * result.total / highest;
  for (const InstrumentClass& one : instrument.classes)
    if (result.total >= one.low && result.total <= one.high) result.in = &one;
  return result;
}

}  // namespace warrant
