// The first page of a Markdown article: who wrote it, and an abstract whose parts stand in one paragraph.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace warrant {

// A label inside a paragraph of Markdown, "**Methods:**", "*Results:* " or "Conclusions: ".
struct AbstractLabel {
  std::size_t start = 0, end = 0;  // of the label with its marks, in the paragraph
  std::string title;               // "Methods"
};

// The labels of a structured abstract in `markdown`, in order; fewer than two are none.
std::vector<AbstractLabel> abstract_labels(std::string_view markdown);

// Author names as "Family Given" from the line under the title ("Jun Li<sup>1,2†</sup>, Ada de Wit<sup>1</sup> and …").
// Stops where affiliations begin; empty when the line does not look like names.
std::vector<std::string> author_names(std::string_view markdown);

}  // namespace warrant
