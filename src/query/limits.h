// Limits that a question names in words: "in randomised trials since 2015". They choose documents and are no words to
// look for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace warrant {

struct Limits {
  std::int32_t year_from = 0, year_to = 0;  // of publication, ends included; 0 = open
  std::string design;                       // as the question says it ("randomised trials"), "" = none
  std::vector<std::string> designs;         // names of designs (ingest/extract/study.cc) that it means
  std::string rest;                         // the question without them
};

// `question` has single spaces only (collapse_space). A year counts where it dates studies ("published before 2010",
// "trials from 2005 to 2010") or begins with "since"; a design where it is a plural after "in", "from" or "among" or
// before "only": "the randomised trial of zinc" names one study and limits nothing.
Limits limits_in(std::string_view question);

}  // namespace warrant
