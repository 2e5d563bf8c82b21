# SPDX-License-Identifier: MIT
# cmake -DBUILD=.. -DSOURCE=.. -DPROGRAM=.. -DWORK=.. -DSANITIZE=.. -P compare.cmake
# Installs the build into WORK, builds the consumer against that copy alone, and compares its matrix with the program's.
cmake_minimum_required(VERSION 3.25)

function(must)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    string(JOIN " " command ${ARGN})
    message(FATAL_ERROR "${command}\n${output}")
  endif()
endfunction()

set(FLAGS)
if(SANITIZE)
  set(FLAGS "-fsanitize=${SANITIZE}")
endif()
file(REMOVE_RECURSE ${WORK})
must(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
must(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=${COMPILER}
     "-DCMAKE_CXX_FLAGS=${FLAGS}" -DCMAKE_PREFIX_PATH=${WORK}/prefix -Dtessera_DIR=${WORK}/prefix/${LIBDIR}/cmake/tessera)
must(${CMAKE_COMMAND} --build ${WORK}/build)
must(${WORK}/build/consumer ${SOURCE}/points.csv ${WORK}/consumer.npy)
must(${PROGRAM} run ${SOURCE}/same.toml --out ${WORK}/out --progress none)
must(${CMAKE_COMMAND} -E compare_files ${WORK}/consumer.npy ${WORK}/out/features.npy)
