// Test-only: an SQLite file system whose k-th call fails, once or from then on (as SQLite's own tests do with I/O
// errors). From then on is what a killed process looks like to the files; with `power` what was not synced by then is
// lost in part, as when the machine goes down.
#pragma once

#include <cstring>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace warrant::test {

// Becomes the default file system of this process while it lives; one at a time.
class FaultVfs {
 public:
  FaultVfs() : real_(sqlite3_vfs_find(nullptr)) {
    current() = this;
    vfs_ = *real_;
    vfs_.zName = "fault";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pNext = nullptr;
    vfs_.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
      auto* f = reinterpret_cast<File*>(file);
      f->base.pMethods = nullptr;
      f->kind = (flags & SQLITE_OPEN_WAL) != 0 ? "wal" : (flags & SQLITE_OPEN_MAIN_DB) != 0 ? "database" : "journal";
      if (current()->fails(f->kind, "open")) return SQLITE_CANTOPEN;
      const int code = current()->real_->xOpen(current()->real_, name, real_of(file), flags, out);
      if (code == SQLITE_OK) f->base.pMethods = &current()->methods_;
      return code;
    };
    vfs_.xDelete = [](sqlite3_vfs*, const char* name, int sync) {
      return current()->fails("file", "delete") ? SQLITE_IOERR_DELETE
                                                : current()->real_->xDelete(current()->real_, name, sync);
    };
    methods_.iVersion = 2;  // no memory-mapped reading
    methods_.xClose = [](sqlite3_file* f) {
      current()->unsynced_.erase(f);
      return real_of(f)->pMethods->xClose(real_of(f));
    };
    methods_.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
      return current()->fails(kind_of(f), "read") ? SQLITE_IOERR_READ
                                                  : real_of(f)->pMethods->xRead(real_of(f), to, size, at);
    };
    methods_.xWrite = [](sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
      if (!current()->fails(kind_of(f), "write")) {
        if (current()->power)
          current()->remember(f, {static_cast<const char*>(from), static_cast<std::size_t>(size)}, at);
        return real_of(f)->pMethods->xWrite(real_of(f), from, size, at);
      }
      // A failing write may have written a part.
      (void)real_of(f)->pMethods->xWrite(real_of(f), from, size / 2, at);
      return current()->full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    };
    methods_.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
      if (current()->fails(kind_of(f), "truncate")) return SQLITE_IOERR_TRUNCATE;
      current()->unsynced_.erase(f);  // taken for synced
      return real_of(f)->pMethods->xTruncate(real_of(f), size);
    };
    methods_.xSync = [](sqlite3_file* f, int flags) {
      if (current()->fails(kind_of(f), "sync")) return SQLITE_IOERR_FSYNC;
      current()->unsynced_.erase(f);
      return real_of(f)->pMethods->xSync(real_of(f), flags);
    };
    methods_.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
      return current()->fails(kind_of(f), "size") ? SQLITE_IOERR_FSTAT
                                                  : real_of(f)->pMethods->xFileSize(real_of(f), size);
    };
    methods_.xLock = [](sqlite3_file* f, int l) { return real_of(f)->pMethods->xLock(real_of(f), l); };
    methods_.xUnlock = [](sqlite3_file* f, int l) { return real_of(f)->pMethods->xUnlock(real_of(f), l); };
    methods_.xCheckReservedLock = [](sqlite3_file* f, int* out) {
      return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
    };
    methods_.xFileControl = [](sqlite3_file* f, int op, void* arg) {
      return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
    };
    methods_.xSectorSize = [](sqlite3_file* f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); };
    methods_.xDeviceCharacteristics = [](sqlite3_file* f) {
      return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
    };
    methods_.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
      return current()->fails("shm", "map") ? SQLITE_IOERR_SHMMAP
                                            : real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
    };
    methods_.xShmLock = [](sqlite3_file* f, int at, int n, int flags) {
      return real_of(f)->pMethods->xShmLock(real_of(f), at, n, flags);
    };
    methods_.xShmBarrier = [](sqlite3_file* f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); };
    methods_.xShmUnmap = [](sqlite3_file* f, int remove) {
      return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
    };
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultVfs() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  // Call `k` (from 1) from now on fails, and with `for_good` all after it. 0 = none.
  void arm(int k, bool for_good) {
    calls = failed = 0;
    names.clear();
    unsynced_.clear();
    k_ = k;
    for_good_ = for_good;
  }

  int calls = 0, failed = 0;
  bool full = false;                              // a failing write says that the disk is full
  bool power = false;                             // at the first failure a part of what was not synced is lost
  std::map<std::string, std::vector<int>> names;  // since arm(): "wal write" and the like -> numbers of the calls

  // The first, the middle and the last call of each name.
  std::vector<int> named_points() const {
    std::vector<int> points;
    for (const auto& [name, numbers] : names)
      for (const std::size_t i : {std::size_t{0}, numbers.size() / 2, numbers.size() - 1})
        if (points.empty() || points.back() != numbers[i]) points.push_back(numbers[i]);
    return points;
  }

 private:
  struct File {
    sqlite3_file base;
    const char* kind;
  };
  struct Write {
    std::string before, after;
    sqlite3_int64 at, size;  // size of the file before it
  };
  static const char* kind_of(sqlite3_file* file) { return reinterpret_cast<File*>(file)->kind; }
  static sqlite3_file* real_of(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
  }
  static FaultVfs*& current() {
    static FaultVfs* instance = nullptr;
    return instance;
  }
  bool fails(const char* kind, const char* what) {
    ++calls;
    if (k_ == 0) names[std::string(kind) + ' ' + what].push_back(calls);
    const bool now = k_ > 0 && (for_good_ ? calls >= k_ : calls == k_);
    if (now && ++failed == 1 && power) lose_unsynced();
    return now;
  }
  void remember(sqlite3_file* file, std::string_view bytes, sqlite3_int64 at) {
    Write write{std::string(bytes.size(), '\0'), std::string(bytes), at, 0};
    const sqlite3_io_methods* real = real_of(file)->pMethods;
    real->xFileSize(real_of(file), &write.size);
    (void)real->xRead(real_of(file), write.before.data(), static_cast<int>(bytes.size()), at);  // past the end: zeros
    unsynced_[file].push_back(std::move(write));
  }
  // The disk kept any of the writes since the last sync, not only the first ones.
  void lose_unsynced() {
    std::mt19937 random(static_cast<unsigned>(k_));
    for (auto& [file, writes] : unsynced_) {
      const sqlite3_io_methods* real = real_of(file)->pMethods;
      const auto put = [&, f = real_of(file)](const std::string& bytes, sqlite3_int64 at) {
        (void)real->xWrite(f, bytes.data(), static_cast<int>(bytes.size()), at);
      };
      for (auto write = writes.rbegin(); write != writes.rend(); ++write) put(write->before, write->at);
      (void)real->xTruncate(real_of(file), writes.front().size);
      for (const Write& write : writes)
        if (random() % 2 == 0) put(write.after, write.at);
    }
    unsynced_.clear();
  }

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_ = {};
  sqlite3_io_methods methods_ = {};
  std::map<sqlite3_file*, std::vector<Write>> unsynced_;
  int k_ = 0;
  bool for_good_ = false;
};

}  // namespace warrant::test
