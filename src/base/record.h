// Records with many members. What makes, copies, moves and destroys one is compiled once, in the file that says
// WARRANT_DEFINE_RECORD, not in each of the files that hold one: a fifth of the whole build. Such a type is no
// aggregate: its members are set by name.
#pragma once

// In the type's body, first thing.
#define WARRANT_RECORD(Type)        \
  Type();                           \
  Type(const Type&);                \
  Type(Type&&) noexcept;            \
  Type& operator=(const Type&);     \
  Type& operator=(Type&&) noexcept; \
  ~Type()

// In one .cc file, in the type's namespace.
#define WARRANT_DEFINE_RECORD(Type)                 \
  Type::Type() = default;                           \
  Type::Type(const Type&) = default;                \
  Type::Type(Type&&) noexcept = default;            \
  Type& Type::operator=(const Type&) = default;     \
  Type& Type::operator=(Type&&) noexcept = default; \
  Type::~Type() = default
