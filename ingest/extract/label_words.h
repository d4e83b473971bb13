// Words of row and column labels of tables, apart from where they stand.
#pragma once

#include <string>
#include <string_view>

namespace warrant {

// "Univariate analysis", "Regression model: adjusted for age": how the numbers below were found.
bool is_analysis_heading(std::string_view words);

// "Primary outcomes", "Secondary:": headings that name no group.
bool is_heading(std::string_view words);

// "Primary outcome: quitting by week 8": what a heading or header states outright, "" = nothing.
std::string stated_outcome(std::string_view words);

// "12 months", "Week 4", "At two years", "Baseline": when, no factor.
bool is_time(std::string_view words);

// "Male (reference)" -> "Male"; what stands behind the word goes to `reference`, if given.
std::string strip_reference(const std::string& label, std::string* reference);

// "Drug (n = 50)" -> "Drug".
std::string strip_counts(const std::string& words);

// An outcome as a label: without "n (%)" and marks.
std::string without_counts(std::string_view words);

// "A vs. B" outside brackets: both sides, each without the words of the measure.
bool split_versus(std::string_view words, std::string& left, std::string& right);

}  // namespace warrant
