// SPDX-License-Identifier: MIT
// A small file of every format, cut after every byte and with every byte changed: its reader gives a value or refuses
// with a place, and asks for no memory beyond what the file accounts for.
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/decompositions.hpp"
#include "tessera/exchange/distances.hpp"
#include "tessera/exchange/graphs.hpp"
#include "tessera/exchange/images.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/labels.hpp"
#include "tessera/exchange/meshes.hpp"
#include "tessera/exchange/points.hpp"
#include "tessera/exchange/rivet.hpp"
#include "tessera/exchange/scc.hpp"
#include "tessera/exchange/series.hpp"
#include "tessera/exchange/simplex_tree_text.hpp"
#include "tessera/exchange/ucr.hpp"

#include "support/catch.hpp"
#include "support/scratch.hpp"

#include <sys/resource.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context({.memory_budget = std::uint64_t{32} << 20});

using Reader = void (*)(Source);
void images(Source source) { parse_images(source, {}, context); }
void points(Source source) { parse_points(source, {}, context); }
void series(Source source) { parse_series(source, {}, context); }
void labels(Source source) { parse_labels(source, {}, context); }
void mesh(Source source) { parse_mesh(source, context); }
void distances(Source source) { parse_distances(source, {}, context); }

struct Sample {
  const char* file;  // among the corpora of the fuzzers
  Reader read;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = {
      {"mesh/ascii.ply", mesh},
      {"mesh/binary.ply", mesh},
      {"mesh/square.obj", mesh},
      {"mesh/square.off", mesh},
      {"images/grey.png", images},
      {"images/volume.nii", images},
      {"images/image.dipha", images},
      {"images/torus.perseus", [](Source source) { parse_images(source, {.format = ImageFormat::perseus}, context); }},
      {"images/u1_3d.npy", images},
      {"points/n.off", points},
      {"points/commas.csv", points},
      {"points/water.xyz", points},
      {"points/rows.svm", points},
      {"points/array.mtx", points},
      {"points/square.npy", points},
      {"points/tones.arff",
       [](Source source) { parse_points(source, {.on_nonfinite = OnNonfinite::drop_row}, context); }},
      {"labels/rows.svm", labels},
      {"labels/tones.arff", labels},
      {"labels/walks.ts", labels},
      {"labels/ints.npy", labels},
      {"series/walks.ts", series},
      {"series/tones.arff", series},
      {"series/recording.npy", series},
      {"npz/stored.npz",
       [](Source source) {
         for (const Member& member : list_npz(source)) read_npz(source, member.name, context.memory_budget());
       }},
      {"gzip/two.gz", [](Source source) { gunzip(source, context.memory_budget()); }},
      {"ucr/padded.tsv",
       [](Source source) {
         parse_ucr(source, {"test", "1\t2\t3\n"});
       }},
      {"graphs/words.edges", [](Source source) { parse_edge_list(source, {}, context); }},
      {"graphs/adjacency.txt",
       [](Source source) {
         parse_graph_dataset({source, {"indicator", "1\n1\n1\n1\n"}}, {}, context);
       }},
      {"graphml/network.graphml", [](Source source) { parse_graphml(source, {}, context); }},
      {"matrix_market/symmetric.mtx", [](Source source) { parse_matrix_graph(source, context); }},
      {"matrix_market/distances.mtx", distances},
      {"distances/lower.txt", distances},
      {"distances/full.csv", distances},
      {"distances/condensed.npy", distances},
      {"scc/complex.scc", [](Source source) { parse_scc_complex<2>(source); }},
      {"scc/presentation.scc", [](Source source) { parse_scc_presentation<2>(source); }},
      {"rivet/flags", [](Source source) { parse_rivet_bifiltration(source); }},
      {"rivet/multicritical", [](Source source) { parse_rivet_multicritical(source); }},
      {"simplex_tree/triangle.fsc", [](Source source) { parse_simplex_tree(source); }},
      {"summands/good.json", [](Source source) { parse_decomposition_json<2>(source); }},
      {"summands/good.npz", [](Source source) { parse_decompositions_npz<2>(source, context.memory_budget()); }},
  };
  return all;
}

std::string bytes_of(const std::string& file) {
  std::ifstream stream(TESSERA_SOURCE_DIR "/tests/fuzz/corpora/" + file, std::ios::binary);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Whether the reader gives a value, or an Error that names the file.
bool is_answered(Reader read, const std::string& file, const std::string& bytes) {
  try {
    read({file, bytes});
    return true;
  } catch (const Error& error) {
    return error.code() != codes::internal && error.reason().find(file) != std::string::npos;
  }
}

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

}  // namespace

TEST_CASE("a file cut after any byte is read or refused with its name", "[exchange][truncation][law]") {
  const long before = peak_megabytes();
  for (const auto& [file, read] : samples()) {
    INFO(file);
    const std::string whole = bytes_of(file);
    REQUIRE_NOTHROW(read({file, whole}));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      INFO("cut after " << size << " of " << whole.size() << " bytes");
      if (!is_answered(read, file, whole.substr(0, size))) FAIL("no answer");
    }
  }
  CHECK(peak_megabytes() - before < 64);
}

TEST_CASE("a file with any byte changed is read or refused with its name", "[exchange][truncation][law]") {
  const long before = peak_megabytes();
  std::mt19937 gen(11);
  for (const auto& [file, read] : samples()) {
    INFO(file);
    const std::string whole = bytes_of(file);
    const std::size_t step = whole.size() < 2048 ? 1 : whole.size() / 256;  // one sample is that large: an .npz
    for (std::size_t place = 0; place < whole.size(); place += step)
      for (const char letter : {char(whole[place] ^ 1), '9', char(gen())}) {
        INFO("byte " << place << " is " << int(letter));
        std::string changed = whole;
        changed[place] = letter;
        if (!is_answered(read, file, changed)) FAIL("no answer");
      }
  }
  CHECK(peak_megabytes() - before < 64);
}

TEST_CASE("what a cut file holds is described or refused with its name", "[exchange][truncation][law]") {
  const ScratchFolder folder;
  for (const auto& [file, read] : samples()) {
    INFO(file);
    const std::string whole = bytes_of(file);
    const std::string path = folder.path("cut");
    for (std::size_t size = 0; size <= whole.size(); size += 1 + size / 16) {
      folder.write("cut", whole.substr(0, size));
      INFO("cut after " << size);
      try {
        text(describe_file(path));
        brief(describe_file(path, Depth::headers));
      } catch (const Error& error) {
        if (error.reason().find(path) == std::string::npos) FAIL("no place in: " << error.reason());
      }
    }
  }
}
