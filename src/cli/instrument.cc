// warrant instrument [NAME]: what a score, grade or scale is, what the store says with it, and its total for --set.
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/cli/common.h"
#include "src/language/instrument.h"
#include "src/model/json.h"

namespace warrant {
namespace {

struct Options {
  std::string name;
  std::vector<std::string> set;
  std::int64_t limit = 50;
};

std::string_view checked_text(std::string_view checked) { return checked.empty() ? "not verified" : checked; }

// A name says the range already: "3 or more", "1 or 2".
bool plain_range(const InstrumentLevel& level, std::string_view range) {
  return std::any_of(level.names.begin(), level.names.end(), [&](std::string_view name) {
    return name == range || (name.size() > 1 && name.front() >= '0' && name.front() <= '9');
  });
}

std::string points_text(const InstrumentLevel& level) {
  // A range without an end is written with a large number.
  constexpr double kOpen = 999;
  std::string range;
  if (level.from && *level.from != *level.to)
    range =
        *level.to >= kOpen ? fmt::format("{} or more", *level.from) : fmt::format("{} to {}", *level.from, *level.to);
  if (!level.names.empty() && !range.empty() && plain_range(level, range)) range.clear();
  if (!level.names.empty() && !range.empty()) range = " (" + range + ")";
  return fmt::format("{}{}{}{}", joined(level.names, ", "), range, level.names.empty() && range.empty() ? "" : ": ",
                     level.points);
}

std::string definition(const Instrument& i) {
  std::string out = fmt::format("{}: {}\n", i.name, i.full_name);
  out +=
      fmt::format("range: {} to {}{}; high is {} ({})\n", i.low, i.high, i.kind == InstrumentKind::kPercent ? " %" : "",
                  i.high_is_better ? "better" : "worse", i.high_means);
  if (!i.items.empty() && i.kind != InstrumentKind::kGrade)
    out += fmt::format("{} item{}:\n", i.items.size(), i.items.size() == 1 ? "" : "s");
  for (const InstrumentItem& item : i.items) {
    std::vector<std::string> levels;
    for (const InstrumentLevel& level : item.levels) levels.push_back(points_text(level));
    out += fmt::format("  {} ({}): {}\n", item.key, item.names.front(), joined(levels, "; "));
  }
  for (const InstrumentClass& c : i.classes) {
    // The classes of a percent meet: the next begins just over the last.
    const std::string low =
        c.low == std::floor(c.low) ? fmt::format("{:g}", c.low) : fmt::format("over {:g}", std::floor(c.low));
    out += fmt::format("  {} to {:g}: {} ({}; {})\n", low, c.high, c.label, c.by, checked_text(c.checked));
  }
  out += fmt::format("source: {}\nchecked against: {}\n", i.source, checked_text(i.checked));
  if (!i.note.empty()) out += fmt::format("note: {}\n", i.note);
  return out;
}

std::string definition_json(const Instrument& i) {
  const auto text = [](std::string_view value) { return value.empty() ? std::string("null") : json_quote(value); };
  std::string items, classes;
  for (const InstrumentItem& item : i.items) {
    std::string levels;
    for (const InstrumentLevel& level : item.levels)
      levels += fmt::format("{}{{\"points\":{},\"name\":{},\"from\":{},\"to\":{}}}", levels.empty() ? "" : ",",
                            level.points, text(level.names.empty() ? "" : level.names.front()),
                            level.from ? fmt::format("{}", *level.from) : "null",
                            level.to ? fmt::format("{}", *level.to) : "null");
    items += fmt::format("{}{{\"item\":{},\"name\":{},\"levels\":[{}]}}", items.empty() ? "" : ",",
                         json_quote(item.key), json_quote(item.names.front()), levels);
  }
  for (const InstrumentClass& c : i.classes)
    classes +=
        fmt::format("{}{{\"low\":{},\"high\":{},\"label\":{},\"by\":{},\"checked\":{}}}", classes.empty() ? "" : ",",
                    c.low, c.high, json_quote(c.label), json_quote(c.by), text(c.checked));
  return fmt::format(
      "{{\"schema\":1,\"instrument\":{},\"full_name\":{},\"low\":{},\"high\":{},\"high_is\":{},\"high_means\":{},"
      "\"items\":[{}],\"classes\":[{}],\"source\":{},\"checked\":{},\"note\":{}}}\n",
      json_quote(i.name), json_quote(i.full_name), i.low, i.high, i.high_is_better ? "\"better\"" : "\"worse\"",
      json_quote(i.high_means), items, classes, json_quote(i.source), text(i.checked), text(i.note));
}

bool wants_json(const Invocation& invocation) {
  return invocation.renderer->name == "json" || invocation.renderer->name == "ndjson";
}

int show_total(const Instrument& instrument, const Options& options, const Invocation& invocation) {
  std::vector<std::pair<std::string, std::string>> answers;
  for (const std::string& set : options.set) {
    const std::size_t equal = set.find('=');
    if (equal == std::string::npos) {
      complain(fmt::format("--set takes item=value, not \"{}\"", set));
      return kUsage;
    }
    answers.emplace_back(set.substr(0, equal), set.substr(equal + 1));
  }
  const auto result = total_of(instrument, answers);
  if (!result) return report(result.error());
  const std::string total = fmt::format("{:.4g}", result->total);
  if (wants_json(invocation)) {
    const auto text = [&](std::string_view value) { return result->in == nullptr ? "null" : json_quote(value); };
    print(fmt::format("{{\"schema\":1,\"instrument\":{},\"total\":{},\"low\":{},\"high\":{},\"class\":{},\"by\":{}}}\n",
                      json_quote(instrument.name), total, instrument.low, instrument.high,
                      text(result->in == nullptr ? "" : result->in->label),
                      text(result->in == nullptr ? "" : result->in->by)));
    return finish_output(kDone);
  }
  for (const auto& [item, level] : result->answers)
    print(
        fmt::format("{:<20} {:>4}  {}\n", item->key, level->points, level->names.empty() ? "" : level->names.front()));
  print(fmt::format("{:<20} {:>4}  of {} to {}; high is {}\n", "total", total, instrument.low, instrument.high,
                    instrument.high_is_better ? "better" : "worse"));
  if (result->answers.size() < instrument.items.size())
    print(fmt::format("{} of {} items answered; the total is of what these can reach\n", result->answers.size(),
                      instrument.items.size()));
  if (result->in != nullptr) {
    print(
        fmt::format("{} (cut-offs of {}; {})\n", result->in->label, result->in->by, checked_text(result->in->checked)));
  } else if (instrument.kind != InstrumentKind::kGrade) {
    print("its authors gave no classes that are known here\n");
  }
  if (instrument.checked.empty()) print("items and points: not verified\n");
  return finish_output(kDone);
}

// Claims of sentences that name the instrument, or whose outcome, subject or population does.
Result<std::vector<ClaimRecord>> claims_with(const Store& store, const Instrument& instrument, std::int64_t limit) {
  std::map<std::string, std::vector<ByteSpan>> places;
  for (const std::string_view name : instrument.names) {
    RetrievalOptions options;
    options.limit = 10000;
    QueryTerm term;
    term.text = std::string(name);
    term.phrase = term.required = true;
    WARRANT_TRY(hits, store.retrieval().top({term}, {}, options));
    for (const SentenceHit& hit : hits) places[hit.document].push_back(hit.span);
  }
  const auto names_it = [&](std::string_view text) {
    const auto found = instruments_in(text);
    return std::any_of(found.begin(), found.end(), [&](const auto& m) { return m.meant == &instrument; });
  };
  std::vector<ClaimRecord> list;
  for (const auto& [document, spans] : places) {
    ClaimFilter filter;
    filter.document = document;
    bool full = false;
    WARRANT_CHECK(store.claims(filter, [&](const ClaimRecord& record) {
      const Claim& claim = record.claim;
      const bool near = std::any_of(spans.begin(), spans.end(), [&](ByteSpan s) { return s.overlaps(claim.span); });
      const bool about = names_it(claim.outcome) || names_it(claim.subject) || names_it(claim.population);
      if (about || (near && names_it(record.quote))) list.push_back(record);
      full = limit > 0 && static_cast<std::int64_t>(list.size()) >= limit;
      return !full;
    }));
    if (full) break;
  }
  return list;
}

int show(const Instrument& instrument, const Options& options, const Invocation& invocation) {
  print(wants_json(invocation) ? definition_json(instrument) : definition(instrument));
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) {
    if (store.error().code != ErrorCode::kNotFound) return report_store(store.error());
    remark(invocation, "no store, so no claims");
    return finish_output(kDone);
  }
  const auto claims = claims_with(*store, instrument, options.limit);
  if (!claims) return report(claims.error());
  if (claims->empty()) remark(invocation, fmt::format("no claim in the store names {}", instrument.name));
  if (!claims->empty()) {
    const bool cut = options.limit > 0 && static_cast<std::int64_t>(claims->size()) >= options.limit;
    if (!wants_json(invocation))
      print(claims->size() == 1
                ? std::string(cut ? "\nThe first claim that names it:\n\n" : "\nOne claim names it:\n\n")
                : fmt::format("\n{}{} claims that name it:\n\n", cut ? "The first " : "", claims->size()));
    print(invocation.renderer->claims(*claims, invocation.render));
  }
  return finish_output(kDone);
}

int run(const Options& options, const Invocation& invocation) {
  if (options.name.empty()) {
    for (const Instrument& i : instruments())
      print(wants_json(invocation) ? definition_json(i) : fmt::format("{:<18} {}\n", i.name, i.full_name));
    return finish_output(kDone);
  }
  const Instrument* instrument = instrument_named(options.name);
  if (instrument == nullptr) {
    complain(fmt::format("no instrument \"{}\"; `warrant instrument` lists them", options.name));
    return kNothingFound;
  }
  return options.set.empty() ? show(*instrument, options, invocation) : show_total(*instrument, options, invocation);
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  app.option("name", options->name, "of a score, grade or scale; none lists them").named("NAME");
  app.option("--set", options->set, "an item and its value; all items give the total and its class")
      .named("ITEM=VALUE");
  app.option("--limit", options->limit, "at most so many claims (default 50, 0 = all)").not_negative().named("N");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command instrument_command;
const Command instrument_command = {"instrument", "scores and scales: definition, claims, totals", configure};

}  // namespace warrant
