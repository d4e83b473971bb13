// UTF-8 basics that every layer shares: validation, NFC, code points. ICU and simdjson stay in text.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace warrant {

// True when `bytes` is well-formed UTF-8 (Unicode 15, table 3-7: no overlongs, no surrogates).
bool is_utf8(std::string_view bytes);

// The offset of the first byte that is not well-formed UTF-8, or bytes.size().
std::size_t first_invalid_utf8(std::string_view bytes);

// Unicode normalisation form C (UAX 15). Text that is already NFC is returned as it is, quickly.
// Requires: well-formed UTF-8.
std::string to_nfc(std::string_view text);

// Simple case folding (Unicode CaseFolding, status C and S) of every code point; ASCII is fast.
std::string fold_case(std::string_view text);

// Code points in well-formed UTF-8.
std::size_t count_code_points(std::string_view text);

// Columns a terminal needs (East Asian wide = 2, combining = 0).
std::size_t display_width(std::string_view text);

// Decodes the code point at `offset` and moves `offset` past it. Ill-formed bytes give U+FFFD and move by one.
// Requires: offset < text.size().
char32_t next_code_point(std::string_view text, std::size_t& offset);

// Appends the UTF-8 form of `code_point` (U+FFFD for what is not a scalar value).
void append_utf8(std::string& out, char32_t code_point);

// ASCII helpers; locale never matters.
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
std::string ascii_lower(std::string_view text);
std::string_view trim(std::string_view text);  // ASCII white space off both ends
// Runs of white space (ASCII and Unicode Zs, U+0085, U+2028/9) become one space; none at the ends.
std::string collapse_space(std::string_view text);

// The parts in order with the separator between them.
std::string joined(std::span<const std::string> parts, std::string_view separator);
std::string joined(std::span<const std::string_view> parts, std::string_view separator);

}  // namespace warrant
