#include "ingest/reader/decode.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <uchardet.h>
#include <unicode/ucnv.h>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kLookAhead = 1024;

enum class Utf { kNone, kUtf8, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

struct Mark {
  Utf utf = Utf::kNone;
  std::size_t length = 0;  // of the byte-order mark
};

Mark byte_order_mark(std::string_view b) {
  using std::string_view_literals::operator""sv;
  if (b.starts_with("\xEF\xBB\xBF"sv)) return {Utf::kUtf8, 3};
  if (b.starts_with("\xFF\xFE\0\0"sv)) return {Utf::kUtf32Le, 4};
  if (b.starts_with("\0\0\xFE\xFF"sv)) return {Utf::kUtf32Be, 4};
  if (b.starts_with("\xFF\xFE"sv)) return {Utf::kUtf16Le, 2};
  if (b.starts_with("\xFE\xFF"sv)) return {Utf::kUtf16Be, 2};
  return {};
}

// UTF-16 and UTF-32 without a mark: markup and Latin text show a NUL in every other (or three of four) bytes.
Utf utf_by_nuls(std::string_view b) {
  b = b.substr(0, std::min(b.size(), kLookAhead));
  if (b.size() < 4) return Utf::kNone;
  std::size_t at[4] = {0, 0, 0, 0};
  for (std::size_t i = 0; i + 3 < b.size(); i += 4)
    for (std::size_t k = 0; k < 4; ++k) at[k] += b[i + k] == '\0' ? 1 : 0;
  const std::size_t groups = b.size() / 4;
  const auto most = [&](std::size_t k) { return at[k] * 10 >= groups * 9; };
  if (most(1) && most(2) && most(3) && !most(0)) return Utf::kUtf32Le;
  if (most(0) && most(1) && most(2) && !most(3)) return Utf::kUtf32Be;
  if (most(1) && most(3) && !most(0) && !most(2)) return Utf::kUtf16Le;
  if (most(0) && most(2) && !most(1) && !most(3)) return Utf::kUtf16Be;
  return Utf::kNone;
}

const char* icu_name(Utf utf) {
  switch (utf) {
    case Utf::kUtf16Le:
      return "UTF-16LE";
    case Utf::kUtf16Be:
      return "UTF-16BE";
    case Utf::kUtf32Le:
      return "UTF-32LE";
    case Utf::kUtf32Be:
      return "UTF-32BE";
    default:
      return "UTF-8";
  }
}

struct CloseConverter {
  void operator()(UConverter* c) const { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// Converts chunk by chunk so that an error knows its byte.
Result<std::string> convert(std::string_view bytes, UConverter* from, std::size_t offset) {
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::vector<UChar> buffer(16384);
  std::string out;
  out.reserve(bytes.size());
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  char32_t lead = 0;
  while (true) {
    UChar* target = buffer.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(from, &target, buffer.data() + buffer.size(), &source, end, nullptr, 1, &status);
    for (const UChar* p = buffer.data(); p != target; ++p) {
      if (U16_IS_LEAD(*p)) {
        lead = *p;
      } else if (U16_IS_TRAIL(*p) && lead != 0) {
        append_utf8(out, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead, *p)));
        lead = 0;
      } else {
        append_utf8(out, *p);
      }
    }
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(status)) {
      const auto at = offset + static_cast<std::size_t>(source - bytes.data());
      return fail(ErrorCode::kCorrupt, "bytes that the charset does not have", fmt::format("byte {}", at));
    }
    return out;
  }
}

Result<Decoded> decode_by_icu(std::string_view bytes, const std::string& charset, std::size_t offset) {
  UErrorCode status = U_ZERO_ERROR;
  const Converter converter(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status) || converter == nullptr)
    return fail(ErrorCode::kUnsupported, fmt::format("unknown charset '{}'", charset.substr(0, 40)));
  Decoded decoded;
  WARRANT_TRY(text, convert(bytes, converter.get(), offset));
  decoded.owned = std::move(text);
  decoded.converted = true;
  status = U_ZERO_ERROR;
  const char* name = ucnv_getName(converter.get(), &status);
  decoded.charset = U_SUCCESS(status) && name != nullptr ? name : charset;
  return decoded;
}

// The name ICU shall use, or "UTF-8".
std::string charset_name(std::string_view declared) {
  const std::string lower = ascii_lower(trim(declared));
  if (lower.empty() || lower == "utf-8" || lower == "utf8" || lower == "us-ascii" || lower == "ascii") return "UTF-8";
  if (lower == "iso-8859-1" || lower == "iso8859-1" || lower == "latin1" || lower == "latin-1") return "windows-1252";
  // A declaration that could be read in ASCII cannot be UTF-16 (WHATWG Encoding); its bytes are UTF-8 or wrong.
  if (lower.starts_with("utf-16") || lower.starts_with("utf-32") || lower.starts_with("ucs-") ||
      lower.starts_with("iso-10646"))
    return "UTF-8";
  return std::string(trim(declared));
}

bool is_single_byte(const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const Converter converter(ucnv_open(charset.c_str(), &status));
  return U_SUCCESS(status) && ucnv_getMaxCharSize(converter.get()) == 1;
}

std::string guess_charset(std::string_view bytes) {
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, void (*)(uchardet_t)> detector(uchardet_new(),
                                                                                          uchardet_delete);
  uchardet_handle_data(detector.get(), bytes.data(), std::min<std::size_t>(bytes.size(), 1 << 20));
  uchardet_data_end(detector.get());
  const std::string name = uchardet_get_charset(detector.get());
  UErrorCode status = U_ZERO_ERROR;
  const Converter converter(name.empty() ? nullptr : ucnv_open(name.c_str(), &status));
  return U_SUCCESS(status) && converter != nullptr && charset_name(name) != "UTF-8" ? charset_name(name)
                                                                                    : "windows-1252";
}

void replace_nuls(Decoded& decoded) {
  const std::string_view text = decoded.text();
  if (text.find('\0') == std::string_view::npos) return;
  const auto nuls = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\0'));
  std::string out;
  out.reserve(text.size() + 2 * nuls);
  for (char c : text) {
    if (c == '\0') {
      out += "\xEF\xBF\xBD";
    } else {
      out += c;
    }
  }
  decoded.owned = std::move(out);
  decoded.converted = true;
  decoded.replaced_nul = nuls;
}

}  // namespace

std::string declared_xml_charset(std::string_view bytes) {
  std::string head(bytes.substr(0, kLookAhead));
  std::erase(head, '\0');  // readable in UTF-16 too
  std::string_view rest = head;
  if (rest.starts_with("\xFF\xFE") || rest.starts_with("\xFE\xFF")) rest.remove_prefix(2);
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  rest = trim(rest);
  if (!rest.starts_with("<?xml")) return "";
  rest = rest.substr(0, rest.find("?>"));
  const std::size_t at = rest.find("encoding");
  if (at == std::string_view::npos) return "";
  rest = trim(rest.substr(at + 8));
  if (!rest.starts_with('=')) return "";
  rest = trim(rest.substr(1));
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return "";
  const std::size_t close = rest.find(rest[0], 1);
  return close == std::string_view::npos ? "" : std::string(rest.substr(1, close - 1));
}

Result<Decoded> decode(std::string_view bytes, std::string_view declared, Undeclared undeclared) {
  Mark mark = byte_order_mark(bytes);
  if (mark.utf == Utf::kNone) mark.utf = utf_by_nuls(bytes);
  const std::string_view content = bytes.substr(mark.length);
  Decoded decoded;
  if (mark.utf != Utf::kNone && mark.utf != Utf::kUtf8) {
    WARRANT_TRY(wide, decode_by_icu(content, icu_name(mark.utf), mark.length));
    decoded = std::move(wide);
  } else {
    const std::string charset = mark.utf == Utf::kUtf8 ? "UTF-8" : charset_name(declared);
    const bool utf8 = is_utf8(content);
    const auto ascii = [&] {
      return std::all_of(content.begin(), content.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    };
    if (charset == "UTF-8" || (utf8 && !ascii() && is_single_byte(charset))) {
      if (utf8) {
        decoded.view = content;
        decoded.charset = "UTF-8";
        decoded.declaration_wrong = charset != "UTF-8";
      } else if (undeclared == Undeclared::kGuess && mark.utf == Utf::kNone) {
        WARRANT_TRY(guess, decode_by_icu(content, guess_charset(content), 0));
        decoded = std::move(guess);
        decoded.guessed = true;
        decoded.declaration_wrong = !trim(declared).empty();
      } else {
        return fail(ErrorCode::kCorrupt, "not well-formed UTF-8",
                    fmt::format("byte {}", mark.length + first_invalid_utf8(content)));
      }
    } else {
      WARRANT_TRY(legacy, decode_by_icu(content, charset, mark.length));
      decoded = std::move(legacy);
    }
  }
  replace_nuls(decoded);
  return decoded;
}

}  // namespace warrant
