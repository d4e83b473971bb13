// What a page says about itself in its head: Highwire citation_*, Dublin Core, OpenGraph and article:* meta tags, and
// schema.org in JSON-LD.
#pragma once

#include "ingest/reader/html_tree.h"
#include "src/model/document.h"

namespace warrant::html {

// Fills title, authors, identifiers, journal, year, language, license, keywords, updated and kind. In doubt the more
// scholarly source wins: citation_*, then JSON-LD, then Dublin Core, then OpenGraph, then <title>.
void read_metadata(const Page& page, Document& document);

}  // namespace warrant::html
