#include "ingest/extract/table_columns.h"
#include "ingest/extract/guarded.h"

#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/sentence_context.h"
#include "src/base/text.h"

namespace warrant {
namespace {

std::optional<TimePoint> time_point_in(const std::vector<Token>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_number() || tokens[i].number.percent || tokens[i].number.value <= 0) continue;
    std::size_t j = i + 1;
    if (j < tokens.size() && tokens[j].is('-')) ++j;
    if (j < tokens.size() && tokens[j].is_word()) {
      std::string_view word = tokens[j].text;
      if (const std::size_t hyphen = word.find('-'); hyphen != std::string_view::npos) word = word.substr(0, hyphen);
      if (const std::string_view unit = time_unit(word); !unit.empty() && !(word == "m" || word == "d" || word == "w"))
        return TimePoint{tokens[i].number.value, std::string(unit)};
    }
    if (i > 0 && tokens[i - 1].is_word() && tokens[i - 1].text.size() > 2)
      if (const std::string_view unit = time_unit(tokens[i - 1].text); !unit.empty())
        return TimePoint{tokens[i].number.value, std::string(unit)};
  }
  return std::nullopt;
}

std::string unit_in(const std::vector<Token>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_word()) continue;
    const std::string_view unit = time_unit(tokens[i].text);
    if (unit.empty()) continue;
    if (tokens[i].text.size() == 1 && !(i > 0 && (tokens[i - 1].is('(') || tokens[i - 1].is(',')))) continue;
    if (i > 0 && (tokens[i - 1].is('-') || tokens[i - 1].kind == TokenKind::kNumber)) continue;  // "5-year"
    return std::string(unit);
  }
  return {};
}

}  // namespace

std::string endpoint_in(std::string_view words) {
  const std::vector<Token> tokens = lex(words);
  for (const Endpoint& e : find_endpoints(tokens))
    return std::string(words.substr(tokens[e.range.first].span.start,
                                    tokens[e.range.end - 1].span.end - tokens[e.range.first].span.start));
  return {};
}

std::string_view model_measure(std::string_view words) {
  static const Guarded cox(R"((?i)\bcox|hazard|surviv|time[- ]to)"), logistic(R"((?i)logistic|odds|logit)"),
      poisson(R"((?i)poisson|negative binomial)");
  if (logistic.in(words)) return measure::kOddsRatio;
  if (cox.in(words)) return measure::kHazardRatio;
  if (poisson.in(words)) return measure::kRateRatio;
  return "";
}

ColumnSense sense_of_words(const std::vector<std::string>& words_above, std::string_view model) {
  // "n = 2,118" counts a group, it names no measure.
  static const Guarded count_only(R"((?i)^\W*n\s*=\s*[\d, ]+%?\W*$)");
  // "P (P trend)": the p value, and in brackets below it that of the trend.
  static const Guarded trend_beside(R"((?i)^(.*\S)\s*[(\[]\s*p[- ]*(?:value )?(?:for |of )?trend\s*[)\]]\s*$)");
  std::vector<std::string> nearest_first;
  for (const std::string& words : words_above) {
    if (count_only.is(words)) continue;
    re2::StringPiece groups[2];
    nearest_first.push_back(trend_beside.is(words, groups, 2) ? groups[1].as_string() : words);
  }
  static const Guarded p_words(
      R"((?i)^\W*((log[- ]?rank|adjusted|unadjusted|two[- ]sided|one[- ]sided|overall|global|wald|cox)\W{0,3})*(p ?1?|p[ -–]?values?|p[ -]?val|sig\.?|significance|pr ?\(?> ?.*|p for trend|p[ -]?trend|log[- ]?rank( test)?|p \W{0,2}log[- ]?rank\W{0,2})\W*(?-i:[a-e*†‡§¶#]{0,2})\W*$)");
  static const Guarded p_end(R"((?i)(^|[^a-z])p\W{0,3}val(ue)?s?\W*(?-i:[a-e*†‡§¶#]{0,2})\W*$)");
  static const Guarded p_last(R"((^|[\s(/,;|])[Pp][\s*†‡]*[a-e]?\W*$)");
  static const Guarded p_start(R"((?i)^p[ -]?values?\b|^p (for|of|value)|^p ?\()");
  static const Guarded low(R"((?i)\b(lower|low limit|LL|LCL|LCI)\b)"), high(R"((?i)\b(upper|high limit|UL|UCL|UCI)\b)");
  static const Guarded exponent(R"((?i)exp ?\(? ?(b|β|beta|coef)|\be\^?β)");
  static const Guarded median(R"((?i)\b(median|med\.?|MST|mOS|mPFS|m[ .]?ttp)(\b|\s))"),
      mean(R"(\b(?i:mean|average)\b)");
  static const Guarded other(
      R"((?i)^\W*((no\.?|number|n)\b.*|n|%|n ?\(%\).*|events?\b.*|deaths?\b.*|cases?\b.*|β.*|b|beta\b.*|coef.*|s\.?e\.?m?|std.*|standard error.*|wald.*|χ.*|chi.*|df|z|t|sd|total.*|patients?\b.*|mean.*|range.*|age.*|person.*|follow[- ]?up.*|-2.*|score.*|regression coefficient.*|difference.*|i2.*|i².*|weight.*|power.*|sample.*|censor.*)\W*$)");
  static const Guarded follow(R"((?i)follow[- ]?up|cycles|treatment duration|\bdose\b|\bage\b|hospital stay)");
  static const Guarded interval_words(R"((?i)\bC\.?I\.?s?\b|\bCI\d|\d ?% ?-?C[Il][a-z]{0,3}\b|confidence|credible)");
  static const Guarded range_words(R"((?i)range|IQR|interquartile|min|quartile|±|\bSD\b)");
  ColumnSense sense;
  // A label of many words is a question or a remark, it names no measure.
  if (!nearest_first.empty() && nearest_first.front().size() > 160) return sense;
  std::string joined;
  for (const std::string& words : nearest_first) {
    if (!joined.empty()) joined += " | ";
    joined += words;
  }
  sense.analysis = analysis_of(joined);
  sense.interval_inside = interval_words.in(joined);
  sense.range_inside = range_words.in(joined);
  sense.percent = joined.find('%') != std::string::npos;
  // Endpoint: the nearest words that name one.
  for (const std::string& words : nearest_first) {
    sense.endpoint = endpoint_in(words);
    if (!sense.endpoint.empty()) break;
  }
  bool leaf = true;
  for (const std::string& words : nearest_first) {
    const std::vector<Token> tokens = lex(words);
    // "OR (95% CI), P value" and "Arm A vs arm B OR, 95% CI and p value" are the ratio with its p value inside.
    std::vector<RatioName> ratios = find_ratios(tokens);
    // Rates per hour ("mL/kg/hr") are no ratios: tables print the abbreviation in capitals.
    std::erase_if(ratios, [&](const RatioName& r) { return tokens[r.first].is("hr") && tokens[r.first].text != "HR"; });
    const bool ratio_leads = !ratios.empty() && interval_words.in(words) && tokens.size() <= 40 &&
                             std::none_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(ratios[0].first),
                                          [](const Token& t) { return t.is("p") || t.is("p-value"); });
    const bool short_words = tokens.size() <= 14 || ratio_leads;
    // "p value of the odds ratio"
    static const Guarded p_of_ratio(R"((?i)^\W*p[- ]?val(ue)?s?\b[^,;/|(]*\b(ratio|OR|HR|RR)\W*$)");
    if (ratio_leads) {
    } else if (leaf && p_of_ratio.is(words)) {
      sense.role = Role::kP;
      return sense;
    } else if (p_words.is(words) || (leaf && short_words && p_end.in(words)) ||
               (leaf && tokens.size() <= 6 && p_last.in(words)) ||
               (leaf && short_words && p_start.in(words) && find_ratios(tokens).empty())) {
      static const Guarded set_test(R"((?i)interaction|heterogen|\bhet\b|trend)");
      sense.role = Role::kP;
      sense.of_set = set_test.in(words);
      return sense;
    }
    const bool exp = exponent.in(words);
    if (leaf && low.in(words) && !high.in(words) && short_words && !median.in(words)) {
      sense.role = Role::kLow;
      return sense;
    }
    if (leaf && high.in(words) && !low.in(words) && short_words && !median.in(words)) {
      sense.role = Role::kHigh;
      return sense;
    }
    if (exp && ratios.empty()) {
      // "95% CI for Exp(B)" is the interval, "Exp(B)" the value.
      std::string_view start = trim(words);
      static const Guarded interval_first(R"((?i)^\W*(\d+ ?%? ?)?(C\.?I|confidence))");
      if (interval_first.in(start)) {
        sense.role = Role::kInterval;
        return sense;
      }
      // "Adjusted hazard ratio" over "Exp(B)" says what it is.
      sense.measure = model;
      for (const std::string& above : nearest_first)
        if (const auto named = find_ratios(lex(above)); &above != &words && named.size() == 1)
          sense.measure = named[0].measure;
      sense.role = sense.measure.empty() ? Role::kOther : Role::kRatio;
      return sense;
    }
    static const Guarded beats(R"((?i)bpm|beats|/ ?min|minute)");
    if (!ratios.empty() && short_words && !beats.in(words)) {
      static const Guarded interval_first(
          R"((?i)^\W*(\d+ ?%? ?)(C\.?I\.?|confidence (interval|limit)s?)\W*(for |of |\(|\[)*\W*[^,;|]*$)");
      if (interval_first.in(words)) {
        sense.role = Role::kInterval;
        return sense;
      }
      static const Guarded p_before(R"((?i)\bp\W{0,3}(val(ue)?s?)?\W[^|]*(HR|OR|RR|ratio))"),
          others(R"((?i)difference|β|\bbeta\b|coefficient|\bmean\b)");
      sense.p_inside = p_before.in(words);
      static const Guarded either(
          R"(\bor\b|/|;)");  // "OR or mean difference"; "difference between groups, OR" is a ratio
      sense.mixed = others.in(words) && either.in(words);
      for (const std::string& near : nearest_first)
        sense.p_inside |= &near != &words && near.size() < 40 && (p_words.is(near) || p_start.in(near));
      sense.role = Role::kRatio;
      sense.measure = ratios.front().measure;
      if (ratios.size() == 2 && ratios[1].first == ratios[0].end + 1 && ratios[1].measure != ratios[0].measure &&
          (tokens[ratios[0].end].is('/') || tokens[ratios[0].end].is("or")))
        sense.other = ratios[1].measure;
      if (!ratios.front().analysis.empty()) sense.analysis = ratios.front().analysis;
      return sense;
    }
    if (leaf && interval_words.in(words) && !median.in(words) && !time_point_in(tokens)) {
      static const Guarded only(
          R"((?i)^\W*(\d+(\.\d+)? ?%?[ -]*)?(C\.?I\.?s?|CI ?\(?\d+(\.\d+)? ?%?\)?|confidence (interval|limit)s?)\W*(\(?\d* ?%? ?(C\.?I\.?)?\W*)[a-z*]?$|^\W*9\d ?% ?-?C[Il][a-z]{0,3}\W*$)");
      if (only.is(words)) {
        sense.role = Role::kInterval;
        return sense;
      }
    }
    // "95% CI" over "Univariate analysis": which one it is, the words above say.
    static const Guarded analysis_only(
        R"((?i)^\W*((uni|multi|bi)-?varia\w+|(un)?adjusted|crude)( (cox )?(regression )?(analys[ie]s|model))?\W*$)");
    if (!leaf || &words == &nearest_first.back() || !analysis_only.is(words)) leaf = false;
  }
  const std::string& first = nearest_first.empty() ? joined : nearest_first.front();
  const std::vector<Token> tokens = lex(joined);
  static const Guarded no_time(R"((?i)probabilit|vegetative|\bscores?\b|risk of|index|case-mix|\bcost)");
  if (!sense.endpoint.empty() && !follow.in(first) && !no_time.in(first)) {
    const std::vector<Endpoint> endpoints = find_endpoints(tokens);
    const bool by_itself = std::any_of(endpoints.begin(), endpoints.end(), [](const Endpoint& e) { return e.median; });
    const auto at = time_point_in(tokens);
    const bool says_median = median.in(joined) || by_itself;
    if (at && !says_median && !mean.in(joined)) {
      if (other.is(first) && first.find('%') == std::string::npos && !endpoint_in(first).empty() == false) {
        sense.role = Role::kOther;
        return sense;
      }
      sense.role = Role::kRate;
      sense.at = at;
      return sense;
    }
    const std::string unit = unit_in(tokens);
    const bool time = std::any_of(endpoints.begin(), endpoints.end(), [](const Endpoint& e) { return e.time; });
    static const Guarded rate_words(R"((?i)\brate|%|probab|proportion)");
    if (says_median || (!unit.empty() && !rate_words.in(joined) && !mean.in(joined)) ||
        (time && !mean.in(joined) && !unit.empty())) {
      sense.role = Role::kTime;
      sense.measure = measure::kMedianSurvival;
      sense.unit = unit;
      return sense;
    }
    if (mean.in(joined) && !unit.empty()) {
      sense.role = Role::kTime;
      sense.measure = measure::kMeanSurvival;
      sense.unit = unit;
      return sense;
    }
  }
  if (other.is(first) || follow.in(first)) {
    sense.role = Role::kOther;
    return sense;
  }
  if (median.in(first)) {
    // "Median (months)": whose time it is, the caption may say.
    const std::string unit = unit_in(tokens);
    if (!unit.empty()) {
      sense.unit = unit;
      sense.measure = measure::kMedianSurvival;  // role stays kNone until an endpoint is found
    }
  }
  return sense;
}

std::vector<ColumnSense> column_senses(const TableModel& table, std::int32_t row, std::string_view model,
                                       std::string_view measure) {
  const std::int32_t n = table.columns();
  std::vector<ColumnSense> out(static_cast<std::size_t>(std::max(0, n)));
  const std::string caption = table.caption();
  const std::string caption_endpoint = endpoint_in(caption);
  for (std::int32_t c = table.label_columns(); c < n; ++c) {
    std::vector<std::string> path = table.header_path(row, c);
    // "95% confidence" above "interval": one header on two lines.
    static const Guarded second_line(R"((?i)^\W*(intervals?|limits?)\W*$)"), first_line(R"((?i)confidence\W*$)");
    if (path.size() > 1 && second_line.is(path.back()) && first_line.in(path[path.size() - 2])) {
      path[path.size() - 2] += " " + path.back();
      path.pop_back();
    }
    std::reverse(path.begin(), path.end());
    ColumnSense& sense = out[static_cast<std::size_t>(c)];
    sense = sense_of_words(path, model);
    if (sense.role == Role::kNone && sense.measure == measure::kMedianSurvival && !caption_endpoint.empty())
      sense.role = Role::kTime;
  }
  // "RR" over "(95% CI)" in one column is one header in two rows: the value with its interval.
  for (std::int32_t c = table.label_columns(); c < n; ++c) {
    ColumnSense& sense = out[static_cast<std::size_t>(c)];
    if (sense.role != Role::kInterval) continue;
    std::vector<std::string> path = table.header_path(row, c);
    if (path.size() < 2 ||
        (c + 1 < n && table.header_path(row, c + 1).size() >= 2 &&
         table.header_path(row, c + 1)[path.size() - 2] == path[path.size() - 2]) ||
        (c > 0 && table.header_path(row, c - 1).size() >= 2 &&
         table.header_path(row, c - 1)[std::min(path.size(), table.header_path(row, c - 1).size()) - 2] ==
             path[path.size() - 2]))
      continue;
    path.pop_back();
    std::reverse(path.begin(), path.end());
    ColumnSense above = sense_of_words(path, model);
    if (above.role != Role::kRatio && above.role != Role::kTime && above.role != Role::kRate) continue;
    above.interval_inside = true;
    sense = above;
  }
  // One header cell over value, low and high ("HR (95% CI)" spanning two or three columns): by what the cells hold.
  for (std::int32_t c = table.label_columns(); c < n; ++c) {
    ColumnSense& sense = out[static_cast<std::size_t>(c)];
    if (sense.role != Role::kRatio || c == 0) continue;
    ColumnSense& before = out[static_cast<std::size_t>(c - 1)];
    const std::vector<std::string> path = table.header_path(row, c), left = table.header_path(row, c - 1);
    if (before.role == Role::kRatio && path == left && sense.interval_inside) {
      // Identical words: the second column is the interval when its cells hold pairs.
      int pairs = 0, filled = 0;
      for (std::int32_t r = row; r < table.rows() && filled < 12; ++r) {
        const std::string_view t = table.text(r, c);
        if (table.kind(r) != RowKind::kData || t.empty()) continue;
        ++filled;
        const auto tokens = lex(t);
        if (const auto interval = read_interval(tokens, 0, true); interval && interval->end >= tokens.size()) ++pairs;
      }
      if (filled > 0 && pairs * 2 >= filled) sense.role = Role::kInterval;
    }
  }
  // A lone interval column whose cells hold value and interval: "95% CI" over "1.5 (1.3–1.8)".
  for (std::int32_t c = table.label_columns(); c < n && !model.empty(); ++c) {
    ColumnSense& sense = out[static_cast<std::size_t>(c)];
    if (sense.role != Role::kInterval) continue;
    if (std::any_of(out.begin(), out.end(), [](const ColumnSense& s) { return s.role == Role::kRatio; })) break;
    int triples = 0, filled = 0;
    for (std::int32_t r = row; r < table.rows() && filled < 12; ++r) {
      const std::string_view t = table.text(r, c);
      if (table.kind(r) != RowKind::kData || t.empty()) continue;
      ++filled;
      const auto tokens = lex(t);
      if (tokens.size() < 5 || !tokens[0].is_number() || !(tokens[1].is('(') || tokens[1].is('['))) continue;
      const auto interval = read_interval(tokens, 1, true);
      if (interval && interval->low && interval->high && *interval->low <= tokens[0].number.value &&
          tokens[0].number.value <= *interval->high)
        ++triples;
    }
    if (triples > 0 && triples * 2 >= filled) {
      sense.role = Role::kRatio;
      sense.measure = model;
    }
  }
  // "Q1 | Q2 | 95% CI | Q3 | 95% CI" under a caption of odds ratios: what stands before an interval is one.
  const bool unnamed = !measure.empty() && std::none_of(out.begin(), out.end(), [&](const ColumnSense& s) {
    return s.role == Role::kRatio || s.role == Role::kTime || s.role == Role::kRate;
  });
  for (std::int32_t c = table.label_columns(); unnamed && c + 1 < n; ++c) {
    ColumnSense& sense = out[static_cast<std::size_t>(c)];
    const Role next = out[static_cast<std::size_t>(c + 1)].role;
    if (sense.role != Role::kNone || (next != Role::kInterval && next != Role::kLow)) continue;
    sense.role = Role::kRatio;
    sense.measure = measure;
  }
  // Ties. p columns: within the same spanning header first, else to the right before the next value, else to the left.
  const auto value_role = [](Role r) { return r == Role::kRatio || r == Role::kTime || r == Role::kRate; };
  bool p_first = false;
  for (std::int32_t c = table.label_columns(); c < n; ++c) {
    const Role r = out[static_cast<std::size_t>(c)].role;
    if (r == Role::kP) p_first = true;
    if (r == Role::kP || r == Role::kRatio) break;
  }
  // … unless the last ratio has one behind it: what stands before the first then tests something else.
  for (std::int32_t c = n - 1; p_first && c > table.label_columns(); --c) {
    const ColumnSense& sense = out[static_cast<std::size_t>(c)];
    if (sense.role == Role::kRatio) break;
    if (sense.role == Role::kP && !sense.of_set) p_first = false;
  }
  std::int32_t last_ratio = -1;
  for (std::int32_t c = table.label_columns(); c < n; ++c) {
    ColumnSense& sense = out[static_cast<std::size_t>(c)];
    if (sense.role == Role::kRatio) last_ratio = c;
    if (last_ratio < 0) continue;
    ColumnSense& owner = out[static_cast<std::size_t>(last_ratio)];
    if (sense.role == Role::kInterval && owner.interval < 0) owner.interval = c;
    if (sense.role == Role::kLow && owner.low < 0) owner.low = c;
    if (sense.role == Role::kHigh && owner.high < 0) owner.high = c;
  }
  for (std::int32_t c = table.label_columns(); c < n; ++c) {
    ColumnSense& sense = out[static_cast<std::size_t>(c)];
    if (sense.role != Role::kRatio) continue;
    const std::int32_t group = table.header_group(row, c);
    const auto usable = [&](std::int32_t k) {
      const ColumnSense& p = out[static_cast<std::size_t>(k)];
      return p.role == Role::kP && !p.of_set;
    };
    const auto same = [&](std::int32_t k) { return group >= 0 && table.header_group(row, k) == group; };
    std::int32_t right = -1, left = -1;
    for (std::int32_t k = c + 1; k < n && out[static_cast<std::size_t>(k)].role != Role::kRatio; ++k)
      if (usable(k)) {
        right = k;
        break;
      }
    for (std::int32_t k = c - 1; k >= table.label_columns() && out[static_cast<std::size_t>(k)].role != Role::kRatio;
         --k)
      if (usable(k)) {
        left = k;
        break;
      }
    // "P | Adjusted P | OR": the crude ratio has the crude p value.
    if (left > table.label_columns() && usable(left - 1) && sense.analysis.empty() &&
        out[static_cast<std::size_t>(left)].analysis == "adjusted" &&
        out[static_cast<std::size_t>(left - 1)].analysis.empty())
      --left;
    const int left_shared = left < 0 ? 0 : table.shared_headers(row, c, left),
              right_shared = right < 0 ? 0 : table.shared_headers(row, c, right);
    if (left >= 0 && right >= 0 && left_shared != right_shared)
      sense.p = left_shared > right_shared ? left : right;
    else if (p_first && left >= 0 && (group < 0 || same(left) || !(right >= 0 && same(right))))
      sense.p = left;
    else if (right >= 0)
      sense.p = group >= 0 && !same(right) && left >= 0 && same(left) ? left : right;
    else
      sense.p = left;
    // "OR" beside "(95% CI)" over "Univariate analysis".
    if (sense.analysis.empty() && sense.interval >= 0)
      sense.analysis = out[static_cast<std::size_t>(sense.interval)].analysis;
  }
  const auto ratios_here =
      std::count_if(out.begin(), out.end(), [](const ColumnSense& s) { return s.role == Role::kRatio; });
  const auto p_here =
      std::count_if(out.begin(), out.end(), [](const ColumnSense& s) { return s.role == Role::kP && !s.of_set; });
  for (ColumnSense& sense : out) sense.own_p = ratios_here <= p_here;
  // Intervals and p values of times and rates, when no ratio claims them.
  const bool ratios = last_ratio >= 0;
  for (std::int32_t c = table.label_columns(); c < n; ++c) {
    ColumnSense& sense = out[static_cast<std::size_t>(c)];
    if (sense.role != Role::kTime && sense.role != Role::kRate) continue;
    for (std::int32_t k = c + 1; k < n && !value_role(out[static_cast<std::size_t>(k)].role); ++k) {
      const Role r = out[static_cast<std::size_t>(k)].role;
      if (r == Role::kInterval && sense.interval < 0) sense.interval = k;
      if (r == Role::kLow && sense.low < 0) sense.low = k;
      if (r == Role::kHigh && sense.high < 0) sense.high = k;
      if (r == Role::kP && sense.p < 0 && !ratios && !out[static_cast<std::size_t>(k)].of_set) sense.p = k;
    }
  }
  return out;
}

}  // namespace warrant
