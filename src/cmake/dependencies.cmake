# SPDX-License-Identifier: MIT
# Every third-party library, found once. Heavy ones are linked by the one room whose adapter needs them.
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)
find_package(fmt REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PNG REQUIRED)
find_package(EXPAT REQUIRED)
# Debian's libzip config names programs that libzip-dev does not install: take the library itself.
find_library(LIBZIP_LIBRARY zip REQUIRED)
find_path(LIBZIP_INCLUDE_DIR zip.h REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nanoflann REQUIRED)
find_package(FastFloat REQUIRED)
find_path(SPECTRA_INCLUDE_DIR Spectra/SymEigsSolver.h REQUIRED)  # on Eigen; headers alone
find_path(HNSWLIB_INCLUDE_DIR hnswlib/hnswlib.h REQUIRED)

find_path(GUDHI_INCLUDE_DIR gudhi/Simplex_tree.h REQUIRED)
add_library(tessera_gudhi INTERFACE)
target_include_directories(tessera_gudhi SYSTEM INTERFACE ${GUDHI_INCLUDE_DIR})
if(TESSERA_WITH_CGAL)
  find_package(CGAL REQUIRED)
endif()
