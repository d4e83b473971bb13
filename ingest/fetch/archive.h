// Members of tar, tar.gz and zip archives, streamed through libarchive and never written anywhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/fetch/fetcher.h"
#include "ingest/fetch/input_file.h"

namespace warrant {

// What the first bytes of a file say it is.
enum class Packing { kNone, kGzip, kTar, kZip, kOther };  // kOther: packed by something we do not open (xz, 7z…)
Packing packing_of(std::string_view head);

// As many first bytes as packing_of wants to see.
inline constexpr std::size_t kPackingHead = 512;

// Hands over every regular member of the archive in `file`. `packing` is kTar, kZip, or kGzip for a tar inside gzip,
// which may have been unpacked already (unpack_at_once). False = the sink said stop.
bool fetch_members(const InputFile& file, Packing packing, std::optional<std::string> unpacked, const std::string& name,
                   const FetchLimits& limits, const SourceSink& sink);

}  // namespace warrant
