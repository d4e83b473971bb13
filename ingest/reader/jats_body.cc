// Blocks -> passages: sections, paragraphs, lists, quotes, notes, in one pass over the events of the tree. Floats and
// notes inside a paragraph are read behind it, so that no sentence is cut in two.
#include "ingest/reader/jats.h"
#include "ingest/reader/section_role.h"
#include "src/base/text.h"

namespace warrant::jats {
namespace {

struct Frame {
  pugi::xml_node node;
  Tag tag = Tag::kOther;
  PassageKind kind = PassageKind::kParagraph;
  Place place = Place::kBody;
  std::int32_t section = -1;
  pugi::xml_node title, label;  // already read as the section's heading
  bool glue = false;            // a label or term stands in the open passage: the next paragraph joins it
  bool foreign = false;         // inside a sub-article: nothing there is this work's own evidence
};

class Blocks {
 public:
  Blocks(Article& article, Place place, std::int32_t section) : article_(article), inline_(article) {
    Frame frame;
    frame.place = place;
    frame.section = section;
    frames_.push_back(frame);
  }

  // The same for the element itself.
  void run_with(pugi::xml_node root) {
    enter(root, tag_of(root));
    run(root);
    leave(root, tag_of(root));
  }

  void run(pugi::xml_node root) {
    walk(root, *this);
    close();
  }

 private:
  template <typename Visitor>
  friend void jats::walk(pugi::xml_node, Visitor&);

  Frame& top() { return frames_.back(); }

  void push(pugi::xml_node node, Tag tag, PassageKind kind) {
    Frame frame = top();
    frame.node = node;
    frame.tag = tag;
    frame.kind = kind;
    frame.title = frame.label = pugi::xml_node();
    frame.glue = false;
    frames_.push_back(frame);
  }

  void open() {
    if (!article_.builder.open()) article_.builder.begin(top().kind, top().place, top().section);
  }

  // Ends the open passage and reads what waited for its end.
  void close() {
    if (article_.builder.open()) article_.builder.end();
    inline_.reset();
    if (waiting_.empty() || paragraphs_ > 0) return;
    const std::vector<Frame> waiting = std::exchange(waiting_, {});
    for (const Frame& frame : waiting) {
      if (frame.tag == Tag::kFootnote) {
        article_.builder.begin(PassageKind::kParagraph, Place::kBack, frame.section);
        inline_.append(frame.node);
        article_.builder.end();
        inline_.reset();
      } else {
        read_float(article_, frame.node, float_place(frame), frame.section);
      }
    }
  }

  static Place float_place(const Frame& frame) { return frame.foreign ? Place::kBack : Place::kFigure; }

  void text(pugi::xml_node node) {
    if (!article_.builder.open()) {
      if (trim(node.value()).empty()) return;
      open();
    }
    inline_.text(node);
  }

  bool in_paragraph() const { return frames_.back().tag == Tag::kParagraph; }

  void wait(pugi::xml_node node, Tag tag) {
    Frame frame = top();
    frame.node = node;
    frame.tag = tag;
    waiting_.push_back(frame);
  }

  void heading(pugi::xml_node label, pugi::xml_node title, Place place, std::int32_t section) {
    if (!label && !title) return;
    article_.builder.begin(PassageKind::kHeading, place, section);
    if (label) inline_.append(label);
    if (label && title) article_.builder.append(" ");
    if (title) inline_.append(title);
    const std::int32_t passage = article_.builder.end();
    inline_.reset();
    if (passage < 0 || section < 0) return;
    Document& d = article_.document;
    d.sections[static_cast<std::size_t>(section)].title =
        slice(d.text, d.passages[static_cast<std::size_t>(passage)].span);
  }

  // A section-like element: its title and label are read at once, as the heading of a section of the document.
  void begin_section(pugi::xml_node node, Tag tag, std::string_view fallback, std::string_view role) {
    close();
    pugi::xml_node title = node.child("title");
    const pugi::xml_node label = node.child("label");
    if (!title) title = node.child("caption").child("title");
    if (!title && tag == Tag::kSubArticle) {
      for (const char* front : {"front-stub", "front"})
        if (!title) title = node.child(front).child("title-group").child("article-title");
      if (!title) title = node.child("front").child("article-meta").child("title-group").child("article-title");
    }
    push(node, tag, PassageKind::kParagraph);
    Frame& frame = top();
    frame.title = title;
    frame.label = label;
    if (tag == Tag::kSubArticle) {
      frame.place = Place::kBack;
      frame.foreign = true;
    }
    const std::string title_text = title ? text_of(title) : std::string(fallback);
    const std::string_view type = node.attribute("sec-type").value();
    std::string found = role.empty() ? section_role(type, title_text) : std::string(role);
    if (title_text.empty() && !label && (found.empty() || node.child("sec"))) return;
    // Many publishers print these within the body.
    if (found == "abbreviations" || found == "contributions" || found == "acknowledgements") frame.place = Place::kBack;
    frame.section = add_section(article_, title_text, std::move(found), frames_[frames_.size() - 2].section);
    heading(label, title, frame.place, frame.section);
  }

  bool enter(pugi::xml_node node, Tag tag) {
    switch (tag) {
      case Tag::kSection: {
        const std::string_view name = local_name(node);
        if (name == "abstract" || name == "trans-abstract") {
          begin_section(node, tag, "Abstract", "abstract");
        } else if (name == "kwd-group") {
          close();
          push(node, tag, PassageKind::kOther);
        } else if (name == "front-stub") {
          close();
          push(node, tag, PassageKind::kOther);
        } else {
          begin_section(node, tag, name == "app" && !node.child("sec") ? "Appendix" : "",
                        name == "app" ? "supplementary" : "");
        }
        return true;
      }
      case Tag::kAcknowledgement:
        begin_section(node, tag, node.child("sec") ? "" : "Acknowledgements", "acknowledgements");
        top().place = Place::kBack;
        return true;
      case Tag::kSubArticle:
        begin_section(node, tag, local_name(node), "sub-article");
        return true;
      case Tag::kReferenceList:
        begin_section(node, tag, "References", "references");
        top().place = Place::kReference;
        top().kind = PassageKind::kOther;
        return true;
      case Tag::kReference:
        close();
        read_reference(article_, node, top().section);
        return false;
      case Tag::kTitle:
        if (node == top().title) return false;
        if (local_name(node.parent()) == "caption" && frames_.size() > 1 && node == frames_[frames_.size() - 2].title)
          return false;
        close();
        push(node, tag, PassageKind::kHeading);
        return true;
      case Tag::kLabel:
        if (node == top().label) return false;
        if (!top().glue) close();
        open();
        top().glue = true;
        return true;
      case Tag::kParagraph:
        if (top().glue && article_.builder.open()) {
          top().glue = false;
          article_.builder.append(" ");
        } else {
          close();
        }
        push(node, tag, top().kind);
        ++paragraphs_;
        return true;
      case Tag::kContainer:
        close();
        push(node, tag, top().kind);
        if (local_name(node) == "back") top().place = Place::kBack;
        return true;
      case Tag::kListItem:
      case Tag::kDefinition:
        close();
        push(node, tag, PassageKind::kListItem);
        return true;
      case Tag::kTerm:  // `def` behind its `term`
        if (article_.builder.open()) {
          article_.builder.append(": ");
          top().glue = true;
        }
        return true;
      case Tag::kQuote:
        close();
        push(node, tag, top().kind);
        return true;
      case Tag::kFootnote:
        if (article_.builder.open()) {
          wait(node, tag);
          return false;
        }
        push(node, tag, PassageKind::kParagraph);
        top().place = Place::kBack;
        return true;
      case Tag::kPermissions:
        close();
        push(node, tag, PassageKind::kOther);
        top().place = Place::kBoilerplate;
        return true;
      case Tag::kFigure:
      case Tag::kTableWrap:
      case Tag::kTable:
      case Tag::kMedia:
        if (article_.builder.open()) {
          wait(node, tag);
        } else {
          read_float(article_, node, float_place(top()), top().section);
        }
        return false;
      case Tag::kGraphic:
      case Tag::kDropped:
        return inline_.enter(node, tag);
      case Tag::kMetadata:
        if (in_paragraph()) open();
        if (article_.builder.open()) return inline_.enter(node, tag);
        article_.builder.skipped().add("element:" + std::string(local_name(node)));
        return false;
      case Tag::kNamePart:
      case Tag::kPublicationId:
        open();
        return inline_.enter(node, tag);
      case Tag::kDisplayFormula:
        open();
        return inline_.enter(node, tag);
      case Tag::kOther:
        return inline_.enter(node, tag);
      default:
        open();
        return inline_.enter(node, tag);
    }
  }

  void leave(pugi::xml_node node, Tag tag) {
    switch (tag) {
      case Tag::kLabel:
        article_.builder.open() ? article_.builder.append(" ") : void();
        return;
      case Tag::kTerm:
        return;
      case Tag::kDisplayFormula:
        inline_.leave(node, tag);
        if (!in_paragraph()) close();
        return;
      default:
        break;
    }
    if (top().node == node) {
      if (top().tag == Tag::kParagraph) --paragraphs_;
      close();
      frames_.pop_back();
    } else if (article_.builder.open()) {
      inline_.leave(node, tag);
    }
  }

  Article& article_;
  Inline inline_;
  std::vector<Frame> frames_;
  std::vector<Frame> waiting_;  // floats and notes of the open paragraph
  int paragraphs_ = 0;          // open `p` elements
};

}  // namespace

std::int32_t add_section(Article& article, std::string title, std::string role, std::int32_t parent) {
  std::vector<Section>& sections = article.document.sections;
  Section section;
  section.title = std::move(title);
  section.role = std::move(role);
  section.parent = parent;
  section.depth = parent < 0 ? 0 : sections[static_cast<std::size_t>(parent)].depth + 1;
  sections.push_back(std::move(section));
  return static_cast<std::int32_t>(sections.size()) - 1;
}

void read_blocks(Article& article, pugi::xml_node node, Place place, std::int32_t section) {
  Blocks(article, place, section).run(node);
}

void read_element(Article& article, pugi::xml_node node, Place place) { Blocks(article, place, -1).run_with(node); }

}  // namespace warrant::jats
