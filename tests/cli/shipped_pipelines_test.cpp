// SPDX-License-Identifier: MIT
// The pipelines in pipelines/, on committed data or on the public data they are meant for.
#include "cli/program.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <filesystem>

using namespace tessera;

namespace {

/// The path of a file below TESSERA_DATA; empty, with a warning, when it is not there.
std::string shared_file(const std::string& name) {
  const char* folder = std::getenv("TESSERA_DATA");
  if (const auto path = std::filesystem::path(folder ? folder : "") / name; folder && std::filesystem::exists(path))
    return std::filesystem::absolute(path).string();
  WARN("needs " << name << " below TESSERA_DATA: left out");
  return {};
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("gravitational waves become features, with one lag for all windows", "[cli][series][reference]") {
  const std::string signals = shared_file("chaos/gravitational_wave_signals.npz");
  if (signals.empty()) return;
  const TestDirectory directory;
  const auto outcome = tessera_program({"run", TESSERA_SOURCE "/pipelines/gravitational_waves.toml", "--data",
                                        "signals=" + signals, "--out", "result", "--progress", "none"},
                                       directory.path());
  REQUIRE(outcome.status == 0);
  CHECK(contains(outcome.out, "lag 32: the first minimum of the mutual information"));
  CHECK(contains(outcome.out, "of 176 points"));  // 16 windows of 11 signals
  CHECK(contains(directory.read("result/wave_loops.svg"), "0000/02048"));
}

TEST_CASE("an EEG becomes rings of coupled channels, window after window", "[cli][series][reference]") {
  const std::string recording = shared_file("chaos/EEG_64ch.npz");
  if (recording.empty()) return;
  const TestDirectory directory;
  const auto outcome = tessera_program({"run", TESSERA_SOURCE "/pipelines/eeg.toml", "--data", "recording=" + recording,
                                        "--out", "result", "--progress", "none"},
                                       directory.path());
  REQUIRE(outcome.status == 0);
  CHECK(contains(outcome.out, "of 30 points"));
  CHECK(directory.read("result/features.npz").size() > 30 * 400 * 8);
}

TEST_CASE("every pipeline on committed data runs", "[cli]") {
  for (const std::string name : {"images", "mesh",
#ifdef TESSERA_WITH_CGAL
                                 "digits", "multicover", "one_ring",
#endif
                                 "ucr", "vectors", "volume"}) {
    const TestDirectory directory;
    const auto outcome =
        tessera_program({"run", TESSERA_SOURCE "/pipelines/" + name + ".toml", "--out", "result", "--progress", "none"},
                        directory.path());
    INFO(name << ": " << outcome.err);
    CHECK(outcome.status == 0);
  }
}

TEST_CASE("networks and molecules become features", "[cli][reference]") {
  const std::string distances = shared_file("distmats/celegans.npz"), molecules = shared_file("graphs/MUTAG");
  if (distances.empty() || molecules.empty()) return;
  const TestDirectory directory;
  const auto run = [&](const std::string& name, const std::string& data) {
    return tessera_program(
        {"run", TESSERA_SOURCE "/pipelines/" + name + ".toml", "--data", data, "--out", name, "--progress", "none"},
        directory.path());
  };
  REQUIRE(run("neurons", "distances=" + distances).status == 0);
  CHECK(contains(directory.read("neurons/run.json"), "108 summands, 100 exact"));
  CHECK(run("graphs", "molecules=" + molecules).status == 0);
  CHECK(run("curvature", "molecules=" + molecules).status == 0);
}
