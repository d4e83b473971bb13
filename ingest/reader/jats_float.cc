// Figures, tables and supplements: caption, rows, notes. Everything else in them is read too, as it comes.
#include <utility>

#include "ingest/reader/jats.h"
#include "src/base/text.h"

namespace warrant::jats {
namespace {

struct Wrap {
  pugi::xml_node node;
  std::size_t first_table = 0;
  std::vector<std::int32_t> captions, notes;
};

bool is_float(Tag tag) { return tag == Tag::kFigure || tag == Tag::kTableWrap || tag == Tag::kMedia; }

class Floats {
 public:
  Floats(Article& article, Place place, std::int32_t section)
      : article_(article), inline_(article), place_(place), section_(section) {}

  void run(pugi::xml_node root) {
    if (!enter(root, tag_of(root))) return;
    walk(root, *this);
    leave(root, tag_of(root));
    end();
  }

 private:
  template <typename Visitor>
  friend void jats::walk(pugi::xml_node, Visitor&);

  // Places of text: tables and figures give evidence unless they stand in a sub-article.
  Place place() const {
    if (place_ != Place::kFigure) return place_;
    return !wraps_.empty() ? Place::kTable : supplement_ ? Place::kBack : Place::kFigure;
  }

  std::int32_t end() {
    if (!article_.builder.open()) return -1;
    const std::int32_t passage = article_.builder.end();
    inline_.reset();
    if (passage >= 0 && !wraps_.empty())
      article_.document.passages[static_cast<std::size_t>(passage)].table =
          static_cast<std::int32_t>(wraps_.back().first_table);
    return passage;
  }

  void begin(PassageKind kind) {
    end();
    article_.builder.begin(kind, place(), section_);
  }

  void note_caption(std::int32_t passage) {
    if (passage >= 0 && !wraps_.empty()) wraps_.back().captions.push_back(passage);
  }

  // The label joined to the title or first paragraph; every further paragraph on its own.
  void caption(pugi::xml_node node) {
    const pugi::xml_node label = node.child("label");
    bool first = true;
    const auto start = [&] {
      begin(PassageKind::kCaption);
      if (!std::exchange(first, false) || !label) return;
      inline_.append(label);
      const std::string_view said = article_.builder.current();
      if (!said.empty()) article_.builder.append(said.ends_with('.') || said.ends_with(':') ? " " : ". ");
    };
    for (const pugi::xml_node part : node.child("caption").children()) {
      if (part.type() != pugi::node_element) {
        if (trim(part.value()).empty()) continue;
        start();
        inline_.text(part);
      } else if (tag_of(part) == Tag::kGraphic || tag_of(part) == Tag::kDropped) {
        article_.builder.skipped().add("element:" + std::string(local_name(part)));
        continue;
      } else {
        start();
        inline_.append(part);
      }
      note_caption(end());
    }
    if (first && label) {
      begin(PassageKind::kCaption);
      inline_.append(label);
      note_caption(end());
    }
  }

  void text(pugi::xml_node node) {
    if (!article_.builder.open()) {
      if (trim(node.value()).empty()) return;
      begin(PassageKind::kOther);
    }
    inline_.text(node);
  }

  void note(pugi::xml_node node) {
    begin(PassageKind::kTableNote);
    inline_.append(node);
    const std::int32_t passage = end();
    if (passage >= 0 && !wraps_.empty()) wraps_.back().notes.push_back(passage);
  }

  bool in_foot(pugi::xml_node node) const {
    const std::string_view parent = local_name(node.parent());
    return !wraps_.empty() && (parent == "table-wrap-foot" || parent == "fn-group");
  }

  bool enter(pugi::xml_node node, Tag tag) {
    switch (tag) {
      case Tag::kTableWrap:
        end();
        wraps_.push_back({node, article_.document.tables.size(), {}, {}});
        caption(node);
        return true;
      case Tag::kFigure:
      case Tag::kMedia:
        end();
        supplement_ = tag == Tag::kMedia;
        if (!node.child("caption") && !node.child("label")) {
          if (local_name(node) == "media") article_.builder.skipped().add("element:media");
        }
        caption(node);
        return true;
      case Tag::kTable: {
        end();
        const auto index = static_cast<std::int32_t>(article_.document.tables.size());
        const Place where = place_ == Place::kFigure ? Place::kTable : place_;
        read_table(article_, node, index, where, section_);
        return false;
      }
      case Tag::kLabel:
        if (is_float(tag_of(node.parent()))) return false;
        break;
      case Tag::kContainer:
        if (local_name(node) == "caption" && is_float(tag_of(node.parent()))) return false;
        end();
        return true;
      case Tag::kFootnote:
      case Tag::kParagraph:
      case Tag::kQuote:
      case Tag::kListItem:
      case Tag::kDefinition:
        if (in_foot(node)) {
          note(node);
          return false;
        }
        begin(PassageKind::kOther);
        return true;
      case Tag::kAlternatives:
        return true;
      case Tag::kGraphic:
      case Tag::kDropped:
        return inline_.enter(node, tag);
      case Tag::kOther:
        return inline_.enter(node, tag);
      case Tag::kPermissions:
      case Tag::kSection:
      case Tag::kTitle:
        begin(PassageKind::kOther);
        return true;
      default:
        break;
    }
    if (!article_.builder.open()) begin(PassageKind::kOther);
    return inline_.enter(node, tag);
  }

  void leave(pugi::xml_node node, Tag tag) {
    switch (tag) {
      case Tag::kTableWrap:
        end_wrap();
        return;
      case Tag::kFigure:
      case Tag::kMedia:
      case Tag::kContainer:
      case Tag::kFootnote:
      case Tag::kParagraph:
      case Tag::kQuote:
      case Tag::kListItem:
      case Tag::kDefinition:
      case Tag::kPermissions:
      case Tag::kSection:
      case Tag::kTitle:
        end();
        return;
      default:
        break;
    }
    if (article_.builder.open()) inline_.leave(node, tag);
  }

  void end_wrap() {
    end();
    if (wraps_.empty()) return;
    Wrap wrap = std::move(wraps_.back());
    wraps_.pop_back();
    std::vector<Table>& tables = article_.document.tables;
    if (tables.size() == wrap.first_table) {  // an image of a table, or none
      tables.emplace_back();
      article_.builder.skipped().add("table-without-rows");
    }
    for (std::size_t i = wrap.first_table; i < tables.size(); ++i) {
      if (!tables[i].captions.empty() || !tables[i].id.empty()) continue;  // of a table-wrap inside this one
      tables[i].id = wrap.node.attribute("id").value();
      tables[i].label = text_of(wrap.node.child("label"));
      tables[i].captions = wrap.captions;
      tables[i].notes = wrap.notes;
    }
  }

  Article& article_;
  Inline inline_;
  Place place_;
  std::int32_t section_;
  std::vector<Wrap> wraps_;
  bool supplement_ = false;
};

}  // namespace

void read_float(Article& article, pugi::xml_node node, Place place, std::int32_t section) {
  Floats(article, place, section).run(node);
}

}  // namespace warrant::jats
