# SPDX-License-Identifier: MIT
# What run.json says of this build: compiled into one small file of the pipeline room.
set(TESSERA_COMMIT "unknown")
find_package(Git QUIET)
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --short=12 HEAD WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed)
    set(TESSERA_COMMIT ${commit})
  endif()
endif()

string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type}} -ffp-contract=off" TESSERA_FLAGS)
set(arch ${TESSERA_ARCH})
if(NOT CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" OR NOT arch)
  set(arch ${CMAKE_SYSTEM_PROCESSOR})
endif()
set(libraries "Eigen ${Eigen3_VERSION}" "TBB ${TBB_VERSION}" "Boost ${Boost_VERSION}" "zlib ${ZLIB_VERSION_STRING}" "libpng ${PNG_VERSION_STRING}")
if(TESSERA_WITH_CGAL)
  list(APPEND libraries "CGAL ${CGAL_VERSION}")
endif()
list(JOIN libraries "\", \"" libraries)
set(build_info
  "TESSERA_VERSION=\"${PROJECT_VERSION}\"" "TESSERA_COMMIT=\"${TESSERA_COMMIT}\"" "TESSERA_FLAGS=\"${TESSERA_FLAGS}\""
  "TESSERA_ARCH_NAME=\"${arch}\"" "TESSERA_LIBRARIES=\"${libraries}\"" $<$<BOOL:${TESSERA_WITH_CGAL}>:TESSERA_WITH_CGAL>)
set_source_files_properties(pipeline/build_info.cpp PROPERTIES COMPILE_DEFINITIONS "${build_info}")
