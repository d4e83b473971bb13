#include "ingest/extract/trial.h"

#include <algorithm>
#include <bit>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kMostSteps = 4000;  // of an expression
constexpr int kDeepest = 400;             // choices open at a time
constexpr int kMostGroups = 12;           // the whole included

bool word_char(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_'; }

// A single character in one form: its byte or bytes, or a letter in both cases. False: something else.
bool one_text(const CharSet& set, std::string& bytes, std::string& folds) {
  if (set.others || set.unsure) return false;
  if (set.ascii.none()) {
    if (set.beyond.size() != 1 || set.beyond[0].first != set.beyond[0].second) return false;
    const std::size_t before = bytes.size();
    append_utf8(bytes, set.beyond[0].first);
    folds.append(bytes.size() - before, '\0');
    return true;
  }
  const auto first = static_cast<char>(set.ascii._Find_first());
  const std::size_t count = set.ascii.count();
  const bool letter = count == 2 && first >= 'A' && first <= 'Z' && set.ascii[static_cast<std::size_t>(first | 32)];
  if (!letter && (count != 1 || !set.beyond.empty())) return false;
  bytes += letter ? static_cast<char>(first | 32) : first;
  folds += letter ? ' ' : '\0';
  return true;
}

bool may_be_empty(const Expression& e) {
  using Kind = Expression::Kind;
  switch (e.kind) {
    case Kind::kChars:
      return false;
    case Kind::kGroup:
      return may_be_empty(e.parts.front());
    case Kind::kSequence:
      return std::all_of(e.parts.begin(), e.parts.end(), may_be_empty);
    case Kind::kChoice:
      return std::any_of(e.parts.begin(), e.parts.end(), may_be_empty);
    case Kind::kRepeat:
      return e.least == 0 || may_be_empty(e.parts.front());
    default:
      return true;
  }
}

}  // namespace

// Written from the end: each step knows the one that follows.
class TrialWriter {
 public:
  std::optional<Trial> write(const Expression& expression) {
    const std::uint32_t end = add({});
    out_.start_ = write(expression, end);
    if (failed_ || out_.groups_ > kMostGroups) return std::nullopt;
    out_.firsts_.resize(out_.steps_.size());
    known_.resize(out_.steps_.size());
    for (std::uint32_t i = 0; i < out_.steps_.size(); ++i) first_of(i);
    for (Trial::Choice& choice : out_.choices_)
      for (std::size_t way = 0; way < choice.ways.size(); ++way)
        for (std::size_t c = 0; c < choice.possible.size(); ++c)
          if (out_.firsts_[choice.ways[way]][c]) choice.possible[c] |= std::uint64_t{1} << way;
    return std::move(out_);
  }

 private:
  using Step = Trial::Step;
  using Kind = Expression::Kind;

  std::uint32_t add(Step step) {
    if (out_.steps_.size() >= kMostSteps) {
      failed_ = true;
      return 0;
    }
    out_.steps_.push_back(step);
    return static_cast<std::uint32_t>(out_.steps_.size() - 1);
  }
  std::uint32_t add(Step::Kind kind, std::uint32_t next, std::uint32_t what = 0) {
    Step step;
    step.kind = kind;
    step.next = next;
    step.what = what;
    return add(step);
  }
  std::uint32_t choice(std::vector<std::uint32_t> ways) {
    constexpr std::size_t kMost = 64;
    if (ways.size() > kMost) {
      const std::vector<std::uint32_t> rest(ways.begin() + kMost - 1, ways.end());
      ways.resize(kMost - 1);
      ways.push_back(choice(rest));
    }
    out_.choices_.push_back({std::move(ways), {}});
    return add(Step::Kind::kChoice, 0, static_cast<std::uint32_t>(out_.choices_.size() - 1));
  }
  std::uint32_t chars(const CharSet& set) {
    failed_ |= set.unsure;
    Trial::Chars chars;
    for (std::size_t c = 0; c < 128; ++c)
      if (set.ascii[c]) chars.ascii[c / 64] |= std::uint64_t{1} << c % 64;
    chars.all_beyond = set.others && set.beyond.empty();
    chars.none_beyond = !set.others && set.beyond.empty();
    chars.set = set;
    out_.chars_.push_back(std::move(chars));
    return static_cast<std::uint32_t>(out_.chars_.size() - 1);
  }

  std::uint32_t write(const Expression& e, std::uint32_t next) {
    if (failed_) return 0;
    switch (e.kind) {
      case Kind::kBegin:
        return add(Step::Kind::kBegin, next);
      case Kind::kEnd:
        return add(Step::Kind::kEnd, next);
      case Kind::kEdge:
        return add(Step::Kind::kEdge, next);
      case Kind::kNoEdge:
        return add(Step::Kind::kNoEdge, next);
      case Kind::kChars:
        return write_run({&e, &e + 1}, next);
      case Kind::kGroup: {
        if (e.group == 0) return write(e.parts.front(), next);
        out_.groups_ = std::max(out_.groups_, e.group + 1);
        const auto group = static_cast<std::uint32_t>(e.group);
        const std::uint32_t inner = write(e.parts.front(), add(Step::Kind::kSave, next, 2 * group + 1));
        return add(Step::Kind::kSave, inner, 2 * group);
      }
      case Kind::kSequence: {
        for (std::size_t end = e.parts.size(); end > 0;) {
          std::size_t begin = end - 1;
          if (e.parts[begin].kind == Kind::kChars) {
            while (begin > 0 && e.parts[begin - 1].kind == Kind::kChars) --begin;
            next = write_run({e.parts.data() + begin, e.parts.data() + end}, next);
          } else {
            next = write(e.parts[begin], next);
          }
          end = begin;
        }
        return next;
      }
      case Kind::kChoice: {
        std::vector<std::uint32_t> ways;
        for (const Expression& part : e.parts) ways.push_back(write(part, next));
        return choice(std::move(ways));
      }
      case Kind::kRepeat:
        return write_repeat(e, next);
    }
    return 0;
  }

  // Characters in a row: those of one form together.
  std::uint32_t write_run(std::pair<const Expression*, const Expression*> run, std::uint32_t next) {
    for (const Expression* end = run.second; end != run.first;) {
      std::string bytes, folds;
      const Expression* begin = end;
      while (begin != run.first && one_text((begin - 1)->chars, bytes, folds)) --begin;
      if (begin == end) {
        --end;
        next = add(Step::Kind::kChars, next, chars(end->chars));
        continue;
      }
      Step step;
      step.kind = Step::Kind::kBytes;
      step.next = next;
      step.what = static_cast<std::uint32_t>(out_.bytes_.size());
      for (const Expression* at = begin; at != end; ++at) one_text(at->chars, out_.bytes_, out_.folds_);
      step.size = static_cast<std::uint32_t>(out_.bytes_.size()) - step.what;
      next = add(step);
      end = begin;
    }
    return next;
  }

  std::uint32_t write_repeat(const Expression& e, std::uint32_t next) {
    const Expression& part = e.parts.front();
    if (part.kind == Kind::kChars && !(e.least == 0 && e.most == 1)) {
      Step step;
      step.kind = Step::Kind::kRepeat;
      step.next = next;
      step.greedy = e.greedy;
      step.least = e.least;
      step.most = e.most;
      step.what = chars(part.chars);
      return add(step);
    }
    // What is empty again and again, RE2 simplifies in ways of its own.
    if (e.most != 1 && may_be_empty(part)) failed_ = true;
    if (failed_) return 0;
    const auto either = [&](std::uint32_t again, std::uint32_t on) {
      return choice(e.greedy ? std::vector{again, on} : std::vector{on, again});
    };
    if (e.most < 0) {
      const std::uint32_t loop = choice({next, next});
      const std::uint32_t again = write(part, loop);
      std::vector<std::uint32_t>& ways = out_.choices_[out_.steps_[loop].what].ways;
      ways[e.greedy ? 0 : 1] = again;
      next = loop;
    } else {
      const std::uint32_t on = next;
      for (int i = e.least; i < e.most && !failed_; ++i) next = either(write(part, next), on);
    }
    for (int i = 0; i < e.least && !failed_; ++i) next = write(part, next);
    return next;
  }

  static void add_leads(const CharSet& set, Trial::Bytes& bytes) {
    for (std::size_t c = 0; c < 128; ++c)
      if (set.ascii[c]) bytes.set(c);
    if (set.others || !set.beyond.empty())
      for (std::size_t c = 0x80; c < 256; ++c) bytes.set(c);
  }

  const Trial::Bytes& first_of(std::uint32_t at) {
    Trial::Bytes& first = out_.firsts_[at];
    if (known_[at]) return first;
    known_[at] = true;  // a loop takes a character before it comes back here
    const Step& step = out_.steps_[at];
    Trial::Bytes bytes;
    switch (step.kind) {
      case Step::Kind::kMatch:
        bytes.set();
        break;
      case Step::Kind::kEnd:
        bytes.set(256);
        break;
      case Step::Kind::kBytes: {
        const auto c = static_cast<unsigned char>(out_.bytes_[step.what]);
        bytes.set(c);
        if (out_.folds_[step.what] != '\0') {
          bytes.set(c & ~32u);
          if (c == 's') bytes.set(0xC5);
          if (c == 'k') bytes.set(0xE2);
        }
        break;
      }
      case Step::Kind::kChars:
        add_leads(out_.chars_[step.what].set, bytes);
        break;
      case Step::Kind::kRepeat:
        add_leads(out_.chars_[step.what].set, bytes);
        if (step.least == 0) bytes |= first_of(step.next);
        break;
      case Step::Kind::kChoice:
        for (const std::uint32_t way : out_.choices_[step.what].ways) bytes |= first_of(way);
        break;
      default:
        bytes = first_of(step.next);
    }
    return out_.firsts_[at] = bytes;
  }

  Trial out_;
  std::vector<bool> known_;
  bool failed_ = false;
};

class TrialRun {
 public:
  TrialRun(const Trial& trial, std::string_view text, bool whole, int& steps)
      : trial_(trial), begin_(text.data()), end_(text.data() + text.size()), whole_(whole), steps_(steps) {}

  // Where the match from `at` on ends; null = none, or unknown.
  const char* match(const char* at) { return run(trial_.start_, at) ? match_end_ : nullptr; }
  bool unknown() const { return unknown_; }
  const char* saved(std::size_t i) const { return saved_[i]; }

 private:
  using Kind = Trial::Step::Kind;

  std::size_t next_byte(const char* at) const { return at == end_ ? 256 : static_cast<unsigned char>(*at); }

  bool give_up() {
    unknown_ = true;
    return false;
  }

  bool is_edge(const char* at) const { return (at != begin_ && word_char(at[-1])) != (at != end_ && word_char(*at)); }

  // The end of the character at `at` when it fits, else null. Requires: at < end_.
  const char* fits(const Trial::Chars& chars, const char* at) const {
    const auto c = static_cast<unsigned char>(*at);
    if (c < 0x80) return (chars.ascii[c / 64] >> c % 64 & 1) != 0 ? at + 1 : nullptr;
    const std::string_view rest(at, static_cast<std::size_t>(end_ - at));
    if (chars.none_beyond || rest.size() < (c < 0xE0 ? 2u : c < 0xF0 ? 3u : 4u) || c < 0xC2) return nullptr;  // cut off
    std::size_t size = 0;
    const char32_t code = next_code_point(rest, size);
    return chars.all_beyond || chars.set.holds(code) ? at + size : nullptr;
  }

  bool run(std::uint32_t number, const char* at) {
    if (++depth_ > kDeepest) return give_up();
    const bool found = run_on(number, at);
    --depth_;
    return found;
  }

  bool run_on(std::uint32_t number, const char* at) {
    while (true) {
      if (--steps_ < 0) return give_up();
      const Trial::Step& step = trial_.steps_[number];
      switch (step.kind) {
        case Kind::kMatch:
          if (whole_ && at != end_) return false;
          match_end_ = at;
          return true;
        case Kind::kBegin:
          if (at != begin_) return false;
          break;
        case Kind::kEnd:
          if (at != end_) return false;
          break;
        case Kind::kEdge:
          if (!is_edge(at)) return false;
          break;
        case Kind::kNoEdge:
          if (is_edge(at)) return false;
          break;
        case Kind::kBytes: {
          const char* const bytes = trial_.bytes_.data() + step.what;
          const char* const folds = trial_.folds_.data() + step.what;
          const auto left = static_cast<std::size_t>(end_ - at);
          for (std::uint32_t i = 0; i < step.size; ++i) {
            if (i < left && static_cast<char>(at[i] | folds[i]) == bytes[i]) continue;
            // U+017F and U+212A are letters too, and longer than those.
            if (i < left && folds[i] != '\0' && (at[i] == '\xC5' || at[i] == '\xE2') &&
                (bytes[i] == 's' || bytes[i] == 'k'))
              return give_up();
            return false;
          }
          at += step.size;
          break;
        }
        case Kind::kChars: {
          at = at == end_ ? nullptr : fits(trial_.chars_[step.what], at);
          if (at == nullptr) return false;
          break;
        }
        case Kind::kRepeat:
          return step.greedy ? repeat_greedy(step, at) : repeat_lazy(step, at);
        case Kind::kChoice: {
          const Trial::Choice& choice = trial_.choices_[step.what];
          std::uint64_t ways = choice.possible[next_byte(at)];
          if (ways == 0) return false;
          for (; (ways & (ways - 1)) != 0; ways &= ways - 1) {
            if (run(choice.ways[static_cast<std::size_t>(std::countr_zero(ways))], at)) return true;
            if (unknown_) return false;
          }
          number = choice.ways[static_cast<std::size_t>(std::countr_zero(ways))];
          continue;
        }
        case Kind::kSave: {
          const char* const before = saved_[step.what];
          saved_[step.what] = at;
          if (run(step.next, at)) return true;
          saved_[step.what] = before;
          return false;
        }
      }
      number = step.next;
    }
  }

  bool may_go_on(const Trial::Step& step, const char* at) const { return trial_.firsts_[step.next][next_byte(at)]; }

  bool repeat_greedy(const Trial::Step& step, const char* at) {
    const Trial::Chars& chars = trial_.chars_[step.what];
    std::int32_t count = 0;
    for (const char* end = at; count != step.most && at != end_ && (end = fits(chars, at)) != nullptr; ++count)
      at = end;
    if ((steps_ -= count) < 0) return give_up();
    for (; count >= step.least; --count) {
      if (may_go_on(step, at) && run(step.next, at)) return true;
      if (unknown_ || count == 0) return false;
      do --at;
      while ((*at & '\xC0') == '\x80');
    }
    return false;
  }

  bool repeat_lazy(const Trial::Step& step, const char* at) {
    const Trial::Chars& chars = trial_.chars_[step.what];
    for (std::int32_t count = 0;; ++count) {
      if (--steps_ < 0) return give_up();
      if (count >= step.least) {
        if (may_go_on(step, at) && run(step.next, at)) return true;
        if (unknown_ || count == step.most) return false;
      }
      const char* const end = at == end_ ? nullptr : fits(chars, at);
      if (end == nullptr) return false;
      at = end;
    }
  }

  const Trial& trial_;
  const char* begin_;
  const char* end_;
  bool whole_;
  int& steps_;
  bool unknown_ = false;
  int depth_ = 0;
  const char* match_end_ = nullptr;
  std::array<const char*, 2 * kMostGroups> saved_{};
};

std::optional<Trial> Trial::of(const Expression& expression) { return TrialWriter().write(expression); }

Trial::Answer Trial::at(std::string_view text, std::size_t place, bool whole, re2::StringPiece* groups, int count,
                        int& steps) const {
  TrialRun run(*this, text, whole, steps);
  const char* const begin = text.data() + place;
  const char* const end = run.match(begin);
  if (end == nullptr) return run.unknown() ? Answer::kUnknown : Answer::kNo;
  for (int i = 0; i < count; ++i) {
    const char* const first = i == 0 ? begin : i < groups_ ? run.saved(2 * static_cast<std::size_t>(i)) : nullptr;
    const char* const last = i == 0 ? end : i < groups_ ? run.saved(2 * static_cast<std::size_t>(i) + 1) : nullptr;
    groups[i] = first == nullptr || last == nullptr ? re2::StringPiece()
                                                    : re2::StringPiece(first, static_cast<std::size_t>(last - first));
  }
  return Answer::kYes;
}

Trial::Answer Trial::find(std::string_view text, std::size_t from, re2::StringPiece* groups, int count,
                          int& steps) const {
  const Bytes& first = firsts_[start_];
  for (std::size_t place = from; place <= text.size(); ++place) {
    const std::size_t byte = place == text.size() ? 256 : static_cast<unsigned char>(text[place]);
    if (!first[byte]) continue;
    const Answer answer = at(text, place, false, groups, count, steps);
    if (answer != Answer::kNo) return answer;
  }
  return Answer::kNo;
}

}  // namespace warrant
