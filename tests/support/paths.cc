// The two paths that differ by checkout, in one small file: every other test object is the same in all checkouts, so a
// compiler cache can share it.
namespace warrant::test {
extern const char* const kSourceDir;
extern const char* const kBinaryDir;
const char* const kSourceDir = WARRANT_SOURCE_DIR;
const char* const kBinaryDir = WARRANT_BINARY_DIR;
}  // namespace warrant::test
