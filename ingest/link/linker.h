// Ties claims to the citations they rest on, and text marks to references.
#pragma once

#include <vector>

#include "src/model/claim.h"
#include "src/model/document.h"

namespace warrant {

// Finds citation marks in the text of documents whose format has no tags for them (text, Markdown, web pages without
// links) and adds them to document.anchors, in order, never overlapping one that is there.
void find_anchors(Document& document);

// Sets Claim::citations (marks of the claim's clause or sentence, else of the sentence that introduces the study) and
// Claim::cited (true when the words attribute the result to the cited work).
void link(const Document& document, const std::vector<Sentence>& sentences, std::vector<Claim>& claims);

}  // namespace warrant
