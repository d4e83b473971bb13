#include "src/cli/listing.h"

#include <fmt/format.h>

#include "src/render/describe.h"
#include "src/render/terminal.h"

namespace warrant {
namespace {

std::string csv(const Listing& listing) {
  std::string out = fmt::format("{}\r\n", fmt::join(listing.columns, ","));
  for (const Listing::Entry& entry : listing.entries) {
    for (std::size_t i = 0; i < entry.cells.size(); ++i) out += (i > 0 ? "," : "") + csv_cell(entry.cells[i]);
    out += "\r\n";
  }
  return out;
}

std::string markdown(const Listing& listing) {
  std::string out = fmt::format("| {} |\n|", fmt::join(listing.columns, " | "));
  for (std::size_t i = 0; i < listing.columns.size(); ++i) out += "---|";
  out += '\n';
  for (const Listing::Entry& entry : listing.entries) {
    out += '|';
    for (const std::string& cell : entry.cells) out += ' ' + markdown_escaped(cell) + " |";
    out += '\n';
  }
  return out;
}

}  // namespace

std::string render(const Listing& listing, std::string_view format) {
  if (format == "csv") return csv(listing);
  if (format == "markdown") return markdown(listing);
  std::string out;
  if (format == "ndjson") {
    for (const Listing::Entry& entry : listing.entries) out += entry.json + '\n';
  } else if (format == "json") {
    for (const Listing::Entry& entry : listing.entries) out += (out.empty() ? "" : ",\n") + entry.json;
    out = out.empty() ? "[]\n" : "[\n" + out + "\n]\n";
  } else {
    for (const Listing::Entry& entry : listing.entries) out += entry.text;
  }
  return out;
}

}  // namespace warrant
