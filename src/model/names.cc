// The printed names of the model's enumerations, one table each.
#include <array>
#include <utility>

#include "src/model/claim.h"
#include "src/model/document.h"
#include "src/model/finding.h"

namespace warrant {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kDocumentKinds = {
    std::pair{DocumentKind::kArticle, "article"sv},   std::pair{DocumentKind::kReview, "review"sv},
    std::pair{DocumentKind::kAbstract, "abstract"sv}, std::pair{DocumentKind::kQa, "qa"sv},
    std::pair{DocumentKind::kWeb, "web"sv},           std::pair{DocumentKind::kGuideline, "guideline"sv}};

constexpr std::array kPlaces = {
    std::pair{Place::kFront, "front"sv},         std::pair{Place::kAbstract, "abstract"sv},
    std::pair{Place::kBody, "body"sv},           std::pair{Place::kTable, "table"sv},
    std::pair{Place::kFigure, "figure"sv},       std::pair{Place::kBack, "back"sv},
    std::pair{Place::kReference, "reference"sv}, std::pair{Place::kBoilerplate, "boilerplate"sv}};

constexpr std::array kPassageKinds = {
    std::pair{PassageKind::kTitle, "title"sv},          std::pair{PassageKind::kHeading, "heading"sv},
    std::pair{PassageKind::kParagraph, "paragraph"sv},  std::pair{PassageKind::kListItem, "list_item"sv},
    std::pair{PassageKind::kCaption, "caption"sv},      std::pair{PassageKind::kTableRow, "table_row"sv},
    std::pair{PassageKind::kTableNote, "table_note"sv}, std::pair{PassageKind::kQuestion, "question"sv},
    std::pair{PassageKind::kReference, "reference"sv},  std::pair{PassageKind::kOther, "other"sv}};

constexpr std::array kSeverities = {std::pair{Severity::kNote, "note"sv}, std::pair{Severity::kWarning, "warning"sv},
                                    std::pair{Severity::kError, "error"sv}};

constexpr std::array kOperators = {
    std::pair{Operator::kNone, ""sv},           std::pair{Operator::kEqual, "="sv},
    std::pair{Operator::kLess, "<"sv},          std::pair{Operator::kGreater, ">"sv},
    std::pair{Operator::kLessEqual, "<="sv},    std::pair{Operator::kGreaterEqual, ">="sv},
    std::pair{Operator::kApproximately, "~"sv}, std::pair{Operator::kNotSignificant, "ns"sv}};

template <typename Table, typename Value>
std::string_view find_name(const Table& table, Value value) {
  for (const auto& [known, name] : table)
    if (known == value) return name;
  return "";
}

template <typename Table>
auto find_value(const Table& table, std::string_view name) {
  using Value = typename Table::value_type::first_type;
  for (const auto& [value, known] : table)
    if (known == name) return std::optional<Value>(value);
  return std::optional<Value>();
}

}  // namespace

std::string_view name_of(DocumentKind kind) { return find_name(kDocumentKinds, kind); }
std::string_view name_of(Place place) { return find_name(kPlaces, place); }
std::string_view name_of(PassageKind kind) { return find_name(kPassageKinds, kind); }
std::string_view name_of(Severity severity) { return find_name(kSeverities, severity); }
std::string_view symbol_of(Operator op) { return find_name(kOperators, op); }
std::optional<DocumentKind> document_kind_from(std::string_view name) { return find_value(kDocumentKinds, name); }
std::optional<Place> place_from(std::string_view name) { return find_value(kPlaces, name); }
std::optional<PassageKind> passage_kind_from(std::string_view name) { return find_value(kPassageKinds, name); }
std::optional<Severity> severity_from(std::string_view name) { return find_value(kSeverities, name); }
std::optional<Operator> operator_from(std::string_view symbol) { return find_value(kOperators, symbol); }

}  // namespace warrant
