// Builds a Document's canonical text passage by passage and records places while it does. Every reader uses it, so
// the promises of model/document.h (passages cover the text, NFC, one line each) are kept in one place.
//
//   TextBuilder b(document);
//   b.begin(PassageKind::kParagraph, Place::kBody, section);
//   b.append("Median OS was 12");          // white space is collapsed across append calls, none at the ends
//   const auto mark = b.mark();
//   b.append("[3]");
//   document.anchors.push_back({b.since(mark), …});
//   b.end();                                // -> index of the passage, or -1 when it held no text (nothing is kept)
//
// Spans handed out by since() point into the final text and stay as they are. NFC is the reader's job before it
// appends: normalise the whole source once after decoding (to_nfc), so that places in it stay places in the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/document.h"

namespace warrant {

// The raised form of a character that has one in Unicode and occurs in exponents ("5", "-"), or 0.
char32_t superscript_form(char32_t c);

class TextBuilder {
 public:
  explicit TextBuilder(Document& document);

  // Starts a passage. Requires: none is open.
  void begin(PassageKind kind, Place place, std::int32_t section = -1);

  // Appends UTF-8 text; runs of white space become one space, also across calls; control characters other than white
  // space, NUL and U+FEFF are dropped and counted as skipped "control-character"; a newline is white space.
  void append(std::string_view text);
  // The same, noting that text[i] stands at source byte `source_offset + i` (Document::source_runs).
  void append(std::string_view text, std::uint32_t source_offset);
  // Appends text exactly as it is (the " | " between cells).
  void append_raw(std::string_view text);
  // Appends a superscript: raised digits after a digit would lengthen the number ("10<sup>5</sup>" is not 105), so
  // they are written as Unicode superscripts; everything else stays as it is. Recorded in Document::superscripts.
  void append_superscript(std::string_view text);
  // The same in pieces, for raised text with markup in it: everything appended between the two is raised.
  void begin_superscript();
  void end_superscript();
  // What is appended between the two is no part of a number before it (a footnote mark, a subscript "2"): its digits
  // are written raised (or lowered) when it follows a digit, but it is not recorded as a superscript.
  void begin_mark(bool lowered = false);
  void end_mark();
  // Records what was appended since `mark` as raised: a footnote letter whose markup does not raise it. Longer text,
  // digits and what is recorded already are left alone.
  void note_raised(std::uint32_t mark);

  // Text offset where the next visible character will stand (pending white space included before it).
  std::uint32_t mark() const;
  // The span from a mark to here, without white space at its ends.
  ByteSpan since(std::uint32_t mark) const;

  // Gives up the open passage, its text and the places noted in it.
  void drop();

  // Ends the passage; returns its index, or -1 when it held no text.
  std::int32_t end();

  bool open() const { return open_; }
  bool empty() const;                // nothing visible appended to the open passage yet
  std::string_view current() const;  // text of the open passage so far

  SkipCounter& skipped() { return skipped_; }

  // Moves the counts into the document and checks it. Requires: no passage is open. Returns defect_of(document).
  std::string finish();

 private:
  bool needs_space() const;
  void shift_marks(bool lowered,
                   bool after_stop);  // white space waits, and the text does not end in a blank (append_raw)
  void append_shifted(std::string_view text);

  Document& document_;
  SkipCounter skipped_;
  Passage passage_;
  bool open_ = false;
  bool pending_space_ = false;
  enum class Shift { kNone, kRaised, kLowered } shift_ = Shift::kNone;
  std::uint32_t superscript_ = 0;  // where the open superscript began
};

}  // namespace warrant
