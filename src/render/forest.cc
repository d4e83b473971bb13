#include "src/render/forest.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/render/describe.h"
#include "src/render/terminal.h"

namespace warrant {
namespace {

struct Line {
  std::string label, value;
  std::string groups;  // "A vs B", as far as known
  double low = 0, at = 0, high = 0;
  bool pooled = false, left_out = false;
};

struct Plot {
  std::vector<Line> lines;
  std::string measure, outcome;
  bool ratio = false;
  double null_value = 0;
  double from = 0, to = 1;  // of the axis, on its scale

  double scaled(double value) const { return ratio ? std::log(value) : value; }
  // 0 to 1 along the axis.
  double place(double value) const { return std::clamp((scaled(value) - from) / (to - from), 0.0, 1.0); }
};

bool is_ratio(std::string_view name) { return name.size() > 6 && name.substr(name.size() - 6) == "_ratio"; }

std::string interval(double value, double low, double high) {
  // Three decimals where two would hide the interval.
  const int digits = high - low < 0.02 ? 3 : 2;
  return fmt::format("{0:.{3}f} ({1:.{3}f} to {2:.{3}f})", value, low, high, digits);
}

std::string cut(std::string_view text, std::size_t columns) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    next_code_point(text, at);
    if (display_width(out) + display_width(text.substr(before, at - before)) + 1 > columns) return out + "\u2026";
    out += text.substr(before, at - before);
  }
  return out;
}

std::string padded(std::string_view text, std::size_t columns) {
  std::string out = display_width(text) > columns ? cut(text, columns) : std::string(text);
  return out + std::string(columns - std::min(columns, display_width(out)), ' ');
}

// One measure a plot: the pooled one, else the asked one, else that of the first estimate with an interval.
std::optional<Plot> plot_of(const Answer& answer) {
  const auto usable = [](const EvidenceItem& e) {
    if (!e.claim) return false;
    const Claim& c = e.claim->claim;
    return c.value && c.ci_low && c.ci_high && (!is_ratio(c.measure) || (*c.ci_low > 0 && *c.value > 0));
  };
  Plot plot;
  if (answer.pooled && !answer.pooled->measure.empty()) {
    plot.measure = answer.pooled->measure;
    plot.outcome = answer.pooled->outcome;
  }
  for (const EvidenceItem& e : answer.evidence)
    if (plot.measure.empty() && usable(e) &&
        (answer.interpretation.measure.empty() || e.claim->claim.measure == answer.interpretation.measure))
      plot.measure = e.claim->claim.measure;
  plot.ratio = is_ratio(plot.measure);
  plot.null_value = plot.ratio ? 1 : 0;
  for (const EvidenceItem& e : answer.evidence) {
    if (!usable(e) || e.claim->claim.measure != plot.measure) continue;
    const Claim& c = e.claim->claim;
    Line line;
    line.label =
        fmt::format("{} {}{}{}", e.rank, e.document.id, e.document.year > 0 ? fmt::format(" {}", e.document.year) : "",
                    c.outcome.empty() ? "" : " \u00B7 " + c.outcome);
    line.groups = c.subject + (c.subject.empty() || c.comparator.empty() ? "" : " vs " + c.comparator);
    line.value = interval(*c.value, *c.ci_low, *c.ci_high);
    line.low = *c.ci_low;
    line.at = *c.value;
    line.high = *c.ci_high;
    line.left_out = answer.pooled && std::find(answer.pooled->ranks.begin(), answer.pooled->ranks.end(), e.rank) ==
                                         answer.pooled->ranks.end();
    plot.lines.push_back(std::move(line));
  }
  if (plot.lines.empty()) return std::nullopt;
  if (answer.pooled)
    for (const Pooled::Estimate& e : answer.pooled->estimates) {
      Line line;
      line.label = e.method;
      line.value = interval(e.value, e.low, e.high);
      line.low = e.low;
      line.at = e.value;
      line.high = e.high;
      line.pooled = true;
      plot.lines.push_back(std::move(line));
    }
  plot.from = plot.to = plot.scaled(plot.null_value);
  for (const Line& line : plot.lines) {
    plot.from = std::min(plot.from, plot.scaled(line.low));
    plot.to = std::max(plot.to, plot.scaled(line.high));
  }
  // One estimate with a very wide interval must not squeeze the others: the axis ends at 100 times from no effect.
  if (plot.ratio) {
    plot.from = std::max(plot.from, std::log(0.01));
    plot.to = std::min(plot.to, std::log(100.0));
  }
  const double margin = std::max(0.05 * (plot.to - plot.from), 1e-6);
  plot.from -= margin;
  plot.to += margin;
  return plot;
}

std::vector<double> ticks_of(const Plot& plot) {
  std::vector<double> ticks;
  if (plot.ratio) {
    constexpr std::size_t kFewest = 3;
    const auto take = [&](std::initializer_list<double> from) {
      ticks.clear();
      for (double tick : from)
        if (std::log(tick) >= plot.from && std::log(tick) <= plot.to) ticks.push_back(tick);
    };
    take({0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0});
    if (ticks.size() < kFewest)
      take({0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.5, 2, 3, 4, 5, 10});
    if (ticks.size() < kFewest) take({0.9, 0.92, 0.94, 0.96, 0.98, 1, 1.02, 1.04, 1.06, 1.08, 1.1});
    return ticks;
  }
  const double raw = (plot.to - plot.from) / 5, power = std::pow(10.0, std::floor(std::log10(raw)));
  const double step = raw / power < 2 ? 2 * power : raw / power < 5 ? 5 * power : 10 * power;
  for (double tick = std::ceil(plot.from / step) * step; tick <= plot.to; tick += step)
    ticks.push_back(std::fabs(tick) < 1e-9 * step ? 0 : tick);
  return ticks;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : terminal_safe(text)) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string title_of(const Plot& plot) {
  return label_of(plot.measure) + (plot.outcome.empty() ? "" : " \u00B7 " + plot.outcome);
}

}  // namespace

std::string forest_text(const Answer& answer, const RenderOptions& options) {
  const auto plot = plot_of(answer);
  if (!plot) return "";
  std::size_t values = 0;
  for (const Line& line : plot->lines) values = std::max(values, display_width(line.value));
  const auto width = static_cast<std::size_t>(std::max(options.width, 60));
  const std::size_t labels = std::min<std::size_t>(32, width / 3);
  const std::size_t axis = width > labels + values + 16 ? width - labels - values - 4 : 12;
  const auto column = [&](double value) {
    return static_cast<std::size_t>(std::lround(plot->place(value) * static_cast<double>(axis - 1)));
  };
  std::string out = terminal_safe(title_of(*plot)) + "\n";
  for (const Line& line : plot->lines) {
    std::vector<std::string> cells(axis, " ");
    const std::size_t low = column(line.low), high = column(line.high);
    for (std::size_t i = low; i <= high; ++i) cells[i] = line.pooled ? "\u2550" : "\u2500";
    const std::size_t zero = column(plot->null_value);
    if (zero < low || zero > high) cells[zero] = "\u2502";
    cells[low] = plot->scaled(line.low) < plot->from ? "\u25C2" : line.pooled ? "\u255E" : "\u251C";
    cells[high] = plot->scaled(line.high) > plot->to ? "\u25B8" : line.pooled ? "\u2561" : "\u2524";
    cells[column(line.at)] = line.pooled ? "\u25C6" : line.left_out ? "\u25A1" : "\u25A0";
    out += padded(terminal_safe(line.label), labels) + "  " + joined(cells, "") + "  " + line.value + "\n";
  }
  std::string marks(axis, ' '), under(axis + 6, ' ');
  std::vector<double> ticks = ticks_of(*plot);
  // The mark of no effect has its number before any other.
  std::stable_partition(ticks.begin(), ticks.end(), [&](double tick) { return tick == plot->null_value; });
  for (double tick : ticks) {
    const std::size_t at = column(tick), from = at == 0 ? 0 : at - 1;
    marks[at] = '+';
    const std::string text = fmt::format("{:g}", tick);
    if (at + text.size() <= under.size() &&
        under.substr(from, at + text.size() + 1 - from).find_first_not_of(' ') == std::string::npos)
      under.replace(at, text.size(), text);
  }
  const std::string margin(labels + 2, ' ');
  std::replace(marks.begin(), marks.end(), ' ', '-');
  out += margin + marks + "\n" + margin + std::string(under.substr(0, under.find_last_not_of(' ') + 1)) + "\n";
  if (answer.pooled && std::any_of(plot->lines.begin(), plot->lines.end(), [](const Line& l) { return l.left_out; }))
    out += "\u25A1 not pooled\n";
  return out;
}

std::string forest_svg(const Answer& answer) {
  const auto plot = plot_of(answer);
  if (!plot) return "";
  constexpr double kLabels = 330, kAxis = 400, kValues = 190, kRow = 32, kTop = 64;
  const double width = kLabels + kAxis + kValues + 40;
  const double bottom = kTop + kRow * static_cast<double>(plot->lines.size());
  const auto x = [&](double value) { return 20 + kLabels + kAxis * plot->place(value); };
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">\n"
      "<title>{2}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
      "<text x=\"20\" y=\"24\" font-weight=\"bold\" font-size=\"15\">{2}</text>\n"
      "<text x=\"20\" y=\"44\" fill=\"#555555\">{3}</text>\n",
      width, bottom + 76, escaped(title_of(*plot)), escaped(cut(answer.question.text, 130)));
  out += fmt::format(
      "<line x1=\"{0:.1f}\" y1=\"{1}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" stroke=\"#999999\" stroke-dasharray=\"3 3\"/>\n",
      x(plot->null_value), kTop - 4, bottom);
  double y = kTop + kRow / 2;
  for (const Line& line : plot->lines) {
    const char* colour = line.pooled ? "#b03030" : line.left_out ? "#999999" : "#1f4e79";
    out += fmt::format("<text x=\"20\" y=\"{:.1f}\"{}>{}</text>\n", line.groups.empty() ? y + 4 : y - 2,
                       line.pooled ? " font-weight=\"bold\" font-size=\"11\"" : "",
                       escaped(cut(line.label, line.pooled ? 56 : 46)));
    if (!line.groups.empty())
      out += fmt::format("<text x=\"34\" y=\"{:.1f}\" fill=\"#555555\" font-size=\"11\">{}</text>\n", y + 11,
                         escaped(cut(line.groups, 52)));
    if (line.pooled) {
      out += fmt::format("<polygon points=\"{:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f}\" fill=\"{}\"/>\n",
                         x(line.low), y, x(line.at), y - 7, x(line.high), y, x(line.at), y + 7, colour);
    } else {
      out += fmt::format(
          "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" stroke-width=\"1.5\"/>\n",
          x(line.low), y, x(line.high), y, colour);
      // An interval that goes on past the axis ends in an arrow.
      if (plot->scaled(line.high) > plot->to)
        out += fmt::format("<path d=\"M {0:.1f} {1:.1f} l -7 -4 v 8 z\" fill=\"{2}\"/>\n", x(line.high), y, colour);
      if (plot->scaled(line.low) < plot->from)
        out += fmt::format("<path d=\"M {0:.1f} {1:.1f} l 7 -4 v 8 z\" fill=\"{2}\"/>\n", x(line.low), y, colour);
      out += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"9\" height=\"9\" fill=\"{}\" stroke=\"{}\"/>\n",
                         x(line.at) - 4.5, y - 4.5, line.left_out ? "#ffffff" : colour, colour);
    }
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", 20 + kLabels + kAxis + 16, y + 4, line.value);
    y += kRow;
  }
  out += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#000000\"/>\n",
                     20 + kLabels, bottom, 20 + kLabels + kAxis, bottom);
  double free = 0;  // where the next number may stand
  for (double tick : ticks_of(*plot)) {
    out += fmt::format("<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" stroke=\"#000000\"/>",
                       x(tick), bottom, bottom + 5);
    if (x(tick) >= free) {
      out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\" font-size=\"11\">{:g}</text>", x(tick),
                         bottom + 18, tick);
      free = x(tick) + 30;
    }
    out += "\n";
  }
  // What either side means; which of them is better for whom, no number says.
  const double null = x(plot->null_value);
  for (const auto& [text, at, anchor] :
       {std::tuple("\u2190 lower", null - 8, "end"), std::tuple("higher \u2192", null + 8, "start")})
    if (at > 20 + kLabels + 40 && at < 20 + kLabels + kAxis - 40)
      out += fmt::format(
          "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" font-size=\"11\" fill=\"#555555\">{}</text>\n", at,
          bottom + 34, anchor, text);
  out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"11\" fill=\"#555555\">{}{}</text>\n",
                     20 + kLabels + kAxis + 16, bottom + 18, escaped(label_of(plot->measure)),
                     plot->ratio ? ", log scale" : "");
  if (answer.pooled && answer.pooled->df > 0)
    out += fmt::format(
        "<text x=\"20\" y=\"{:.1f}\" fill=\"#555555\" font-size=\"11\">Q = {:.2f}, df = {:.0f}, p = {:.2g}, "
        "I\u00B2 = {:.0f} %; open squares were not pooled</text>\n",
        bottom + 58, answer.pooled->q, answer.pooled->df, answer.pooled->p, answer.pooled->i2);
  else if (std::any_of(plot->lines.begin(), plot->lines.end(), [](const Line& line) { return line.left_out; }))
    out += fmt::format(
        "<text x=\"20\" y=\"{:.1f}\" fill=\"#555555\" font-size=\"11\">open squares were not pooled</text>\n",
        bottom + 58);
  return out + "</svg>\n";
}

std::string table_text(const Answer& answer, const RenderOptions& options) {
  if (answer.evidence.empty()) return "";
  struct Column {
    std::string name;
    std::vector<std::string> cells;
  };
  std::vector<Column> columns;
  for (const char* name : {"#", "document", "year", "design", "n", "population", "outcome", "group", "measure", "value",
                           "interval", "p", "place"})
    columns.push_back({name, {}});
  for (const EvidenceItem& e : answer.evidence) {
    const Claim* c = e.claim ? &e.claim->claim : nullptr;
    std::string place(name_of(e.place));
    std::set<std::string> places;
    for (const EvidenceItem::Repeat& also : e.also)
      if (std::string other(name_of(also.place)); other != place) places.insert(std::move(other));
    for (const std::string& other : places) place += "+" + other;
    std::string value, p;
    if (c != nullptr && c->value) {
      value =
          std::string(c->value_op == Operator::kNone || c->value_op == Operator::kEqual ? "" : symbol_of(c->value_op)) +
          (c->value_text.empty() ? number_text(c->value) : c->value_text);
      if (c->value_high && c->value_text.find(number_text(c->value_high)) == std::string::npos)
        value += "-" + number_text(c->value_high);
      if (!c->unit.empty()) value += (c->unit == "%" ? "" : " ") + (value.ends_with(c->unit) ? std::string() : c->unit);
      if (c->at) value += fmt::format(" at {} {}", number_text(c->at->value), c->at->unit);
      if (c->cited) value += " (cited)";
    }
    if (c != nullptr && c->p_op == Operator::kNotSignificant) p = "ns";
    if (c != nullptr && c->p_value)
      p = fmt::format("{}{}", c->p_op == Operator::kEqual ? "" : symbol_of(c->p_op), number_text(c->p_value));
    const std::vector<std::string> cells = {
        fmt::format("{}", e.rank),
        e.document.id + (e.document.retraction.empty() ? "" : " RETRACTED"),
        e.document.year > 0 ? fmt::format("{}", e.document.year) : "",
        e.study_design,
        e.sample_size > 0 ? fmt::format("{}", e.sample_size) : "",
        c != nullptr ? c->population : "",
        c != nullptr ? c->outcome : "",
        c != nullptr ? c->subject : "",
        c != nullptr && !c->measure.empty() ? label_of(c->measure)
        : c != nullptr                      ? label_of(c->kind)
                                            : label_of(e.direction),
        value,
        c != nullptr && c->ci_low && c->ci_high
            ? fmt::format("{} to {}", number_text(c->ci_low), number_text(c->ci_high))
            : "",
        p,
        place};
    for (std::size_t i = 0; i < cells.size(); ++i) columns[i].cells.push_back(terminal_safe(cells[i]));
  }
  // A column that says nothing is left out; a measure that all have names the column of values.
  constexpr std::size_t kMeasure = 8;
  const std::set<std::string> measures(columns[kMeasure].cells.begin(), columns[kMeasure].cells.end());
  if (measures.size() == 1 && !measures.begin()->empty()) {
    columns[kMeasure + 1].name = *measures.begin();
    columns[kMeasure].cells.assign(columns[kMeasure].cells.size(), "");
  }
  std::erase_if(columns, [](const Column& column) {
    return std::all_of(column.cells.begin(), column.cells.end(), [](const std::string& cell) { return cell.empty(); });
  });
  // Words are cut to fit, numbers never: on a narrow terminal the lines break. A line of its own holds the quote.
  std::vector<std::size_t> widths;
  std::size_t whole = 0;
  for (const Column& column : columns) {
    std::size_t wide = display_width(column.name);
    for (const std::string& cell : column.cells) wide = std::max(wide, display_width(cell));
    widths.push_back(wide);
    whole += wide + 2;
  }
  const auto limit = static_cast<std::size_t>(std::max(options.width, 60));
  while (whole > limit) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i].name != "value" && columns[i].name != "interval" && columns[i].name != "p" &&
          columns[i].name != "#" && !(measures.size() == 1 && columns[i].name == *measures.begin()) &&
          (widest == nullptr || widths[i] > *widest))
        widest = &widths[i];
    if (widest == nullptr || *widest <= 10) break;
    --*widest;
    --whole;
  }
  const auto row = [&](const auto& cell) {
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i) line += padded(cell(columns[i]), widths[i]) + "  ";
    line.resize(line.find_last_not_of(' ') + 1);
    return line + "\n";
  };
  std::string out = styled(row([](const Column& c) { return c.name; }), Style::kBold, options);
  for (std::size_t r = 0; r < answer.evidence.size(); ++r) {
    out += row([&](const Column& c) { return c.cells[r]; });
    out +=
        styled(wrap("\u201C" + terminal_safe(answer.evidence[r].quote) + "\u201D", 4, options), Style::kDim, options);
  }
  return out;
}

std::string pooled_text(const Answer& answer, const RenderOptions& options) {
  if (!answer.pooled) return "";
  const Pooled& p = *answer.pooled;
  std::string out;
  if (p.estimates.empty()) {
    out = "Nothing to pool: fewer than two comparable estimates.\n";
  } else {
    std::vector<std::string> ranks;
    for (std::int32_t rank : p.ranks) ranks.push_back(fmt::format("{}", rank));
    out = wrap(fmt::format("Pooled {} of {} ({}):", label_of(p.measure), terminal_safe(p.outcome), joined(ranks, ", ")),
               0, options);
    for (const Pooled::Estimate& e : p.estimates)
      out += fmt::format("  {:<54} {}{}\n", e.method, interval(e.value, e.low, e.high),
                         e.tau2 ? fmt::format("  tau\u00B2 {:.4f}", *e.tau2) : "");
    out += fmt::format("  Q = {:.2f}, df = {:.0f}, p = {:.2g}, I\u00B2 = {:.1f} %\n", p.q, p.df, p.p, p.i2);
  }
  for (const Pooled::LeftOut& left : p.left_out)
    out += wrap(fmt::format("left out {}: {}", left.rank, terminal_safe(left.why)), 2, options);
  return out;
}

}  // namespace warrant
