# schema/*.sql, queries/**/*.sql and src/language/*.tsv -> generated/sql.gen.h and generated/data.gen.h: one constant a
# file, named by its path (queries/read/document.sql -> warrant::sql::read::document; src/language/concepts.tsv ->
# warrant::data::concepts), so that a misspelt name does not compile. schema/NNNN_name.sql go, in order, into
# warrant::sql::kMigrations. Run as a script (cmake -P) it writes the files; included it defines the target.
if(CMAKE_SCRIPT_MODE_FILE)
  function(literal path out)
    file(READ ${path} text)
    # A raw string literal may hold 64 KiB in some compilers: long files become several adjacent literals.
    string(LENGTH "${text}" length)
    set(result "")
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${text}" ${at} 12000 part)
      string(APPEND result "R\"~~(${part})~~\"\n")
      math(EXPR at "${at} + 12000")
    endwhile()
    if(result STREQUAL "")
      set(result "\"\"")
    endif()
    set(${out} "${result}" PARENT_SCOPE)
  endfunction()

  set(sql "// Generated from schema/ and queries/ by src/embed_sql.cmake.\n#pragma once\n#include <string_view>\n\n")
  file(GLOB migrations ${SOURCE}/schema/*.sql)
  list(SORT migrations)
  string(APPEND sql "namespace warrant::sql {\ninline constexpr std::string_view kMigrations[] = {\n")
  foreach(file ${migrations})
    literal(${file} text)
    string(APPEND sql "${text},\n")
  endforeach()
  if(NOT migrations)
    string(APPEND sql "\"\"\n")
  endif()
  string(APPEND sql "};\n}  // namespace warrant::sql\n\n")
  foreach(folder read write audit)
    file(GLOB files ${SOURCE}/queries/${folder}/*.sql)
    list(SORT files)
    string(APPEND sql "namespace warrant::sql::${folder} {\n")
    foreach(file ${files})
      get_filename_component(name ${file} NAME_WE)
      literal(${file} text)
      string(APPEND sql "inline constexpr std::string_view ${name} = ${text};\n")
    endforeach()
    string(APPEND sql "}  // namespace warrant::sql::${folder}\n\n")
  endforeach()
  file(CONFIGURE OUTPUT ${OUT}/sql.gen.h CONTENT "${sql}" @ONLY)

  set(data "// Generated from src/language/*.tsv by src/embed_sql.cmake.\n#pragma once\n#include <string_view>\n\n")
  string(APPEND data "namespace warrant::data {\n")
  file(GLOB files ${SOURCE}/src/language/*.tsv)
  list(SORT files)
  foreach(file ${files})
    get_filename_component(name ${file} NAME_WE)
    literal(${file} text)
    string(APPEND data "inline constexpr std::string_view ${name} = ${text};\n")
  endforeach()
  string(APPEND data "}  // namespace warrant::data\n")
  file(WRITE ${OUT}/data.gen.h "${data}")
  return()
endif()

file(GLOB embedded CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schema/*.sql ${CMAKE_SOURCE_DIR}/queries/read/*.sql
  ${CMAKE_SOURCE_DIR}/queries/write/*.sql ${CMAKE_SOURCE_DIR}/queries/audit/*.sql
  ${CMAKE_SOURCE_DIR}/src/language/*.tsv)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/generated/sql.gen.h ${CMAKE_BINARY_DIR}/generated/data.gen.h
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DOUT=${CMAKE_BINARY_DIR}/generated
    -P ${CMAKE_SOURCE_DIR}/src/embed_sql.cmake
  DEPENDS ${embedded} ${CMAKE_SOURCE_DIR}/src/embed_sql.cmake
  VERBATIM)
add_custom_target(warrant_embed DEPENDS ${CMAKE_BINARY_DIR}/generated/sql.gen.h
  ${CMAKE_BINARY_DIR}/generated/data.gen.h)
