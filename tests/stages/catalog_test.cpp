// SPDX-License-Identifier: MIT
#include "tessera/pipeline/catalog.hpp"
#include "tessera/pipeline/describe.hpp"
#include "tessera/pipeline/plan.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

using namespace tessera;
namespace fs = std::filesystem;

namespace {

const Catalog& all() {
  static const Catalog catalog = builtin_catalog();
  return catalog;
}

bool is_stage_name(const std::string& name) {
  const auto is_word = [](std::string_view word) {
    return !word.empty() && word[0] >= 'a' && word[0] <= 'z' && std::ranges::all_of(word, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
  };
  const auto dot = name.find('.');
  return dot != std::string::npos && is_word(name.substr(0, dot)) && is_word(name.substr(dot + 1));
}

/// Every default is a value that its own parameter takes, and reads back as the same text.
void check_parameters(const std::string& name, const OptionsModel& options, const std::set<std::string>& reserved) {
  std::set<std::string> keys;
  std::any value = options.make();
  for (const auto& [parameter, assign, read] : options.parameters) {
    INFO(name << "." << parameter.key);
    CHECK(keys.insert(parameter.key).second);
    CHECK(!reserved.contains(parameter.key));
    CHECK(!parameter.meaning.empty());
    CHECK(!parameter.type.text().empty());
    if (parameter.type.kind == ParameterType::Kind::choice) CHECK(!parameter.type.choices.empty());
    if (!parameter.initial || parameter.is_required) continue;
    CHECK_NOTHROW(assign(value, *parameter.initial));
    CHECK(text(*read(value)) == text(*parameter.initial));
  }
}

std::string contents_below(const fs::path& directory, const std::set<std::string>& suffixes) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!suffixes.contains(entry.path().extension().string())) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    text.append(std::istreambuf_iterator<char>(file), {});
  }
  return text;
}

}  // namespace

TEST_CASE("every stage has a unique name and says what it does, after which paper", "[stages][catalog]") {
  std::set<std::string> names;
  for (const auto& stage : all().stages) {
    INFO(stage.name);
    CHECK(is_stage_name(stage.name));
    CHECK(names.insert(stage.name).second);
    CHECK(!stage.summary.empty());
    if (!stage.is_reader()) CHECK(!stage.source.empty());
    CHECK(!stage.overloads.empty());
  }
  for (const auto& writer : all().writers) {
    INFO(writer.name);
    CHECK(is_stage_name(writer.name));
    CHECK(names.insert(writer.name).second);
    CHECK(!writer.summary.empty());
    CHECK(!writer.suffixes.empty());
    for (const auto& suffix : writer.suffixes) CHECK(suffix.starts_with('.'));
  }
  CHECK(names.size() > 10);
}

TEST_CASE("every parameter is explained and takes its own default", "[stages][catalog]") {
  for (const auto& stage : all().stages)
    for (const auto& overload : stage.overloads) {
      std::set<std::string> reserved{"use", "in", "fit", "split"};
      for (const auto& port : overload.inputs)
        if (port.is_optional) reserved.insert(port.name);
      check_parameters(stage.name, *overload.options, reserved);
    }
  for (const auto& writer : all().writers)
    for (const auto& overload : writer.overloads) {
      std::set<std::string> reserved{"use", "from", "to", "sample"};
      for (const auto& port : overload.inputs)
        if (port.is_optional) reserved.insert(port.name);
      check_parameters(writer.name, *overload.options, reserved);
    }
}

TEST_CASE("every stage refuses a key it does not know", "[stages][catalog]") {
  for (const auto& stage : all().stages) {
    if (!stage.unavailable.empty()) continue;
    INFO(stage.name);
    const std::string kind = stage.is_reader() ? "data" : "stage";
    const auto result = plan(
        parse_pipeline("format = 1\nseed = 1\n[" + kind + ".x]\nuse = \"" + stage.name + "\"\nno_such_key = true\n",
                       "x.toml", "."),
        all());
    CHECK(std::ranges::count(result.diagnostics.all(), codes::unknown_key, &Diagnostic::code) == 1);
  }
}

TEST_CASE("every stage and writer is used by a pipeline or named in a test", "[stages][catalog]") {
  const fs::path root = TESSERA_SOURCE_DIR;
  const std::string uses = contents_below(root / "pipelines", {".toml"}) +
                           contents_below(root / "tests", {".cpp", ".hpp", ".toml", ".cmake", ".py", ".sh"});
  for (const auto& stage : all().stages) {
    INFO(stage.name);
    CHECK(uses.find("\"" + stage.name + "\"") != std::string::npos);
  }
  for (const auto& writer : all().writers) {
    INFO(writer.name);
    const bool is_used = uses.find("\"" + writer.name + "\"") != std::string::npos ||
                         std::ranges::any_of(writer.suffixes, [&](const std::string& suffix) {
                           return uses.find(suffix + "\"") != std::string::npos;
                         });
    CHECK(is_used);
  }
}

TEST_CASE("the reference has a page for every kind of data, which says what it is and where it goes", "[stages]") {
  const auto pages = reference_pages(all());
  REQUIRE(pages.size() > 25);
  CHECK(pages.front().name == "README.md");
  CHECK(pages.back().name == "stages.md");
  const auto text_of = [&](const std::string& name) {
    for (const auto& page : pages)
      if (page.name == name) return page.text;
    return std::string();
  };
  std::set<std::string> estimates;  // these are printed
  for (const auto& stage : all().stages)
    for (const auto& overload : stage.overloads)
      for (const auto& output : overload.outputs)
        for (const auto& type : output.types)
          if (stage.is_estimate) estimates.insert(type.artifact->text() + ".md");
  for (const auto& page : pages) {
    INFO(page.name);
    if (&page == &pages.front() || &page == &pages.back()) continue;
    CHECK(text_of("README.md").find("(" + page.name + ") | ") != std::string::npos);
    CHECK(page.text.find("\n\n.\n") == std::string::npos);  // it says what it is
    CHECK((page.text.find("## Read from") != std::string::npos || page.text.find("## Given by") != std::string::npos));
    CHECK((page.text.find("## Taken by") != std::string::npos || page.text.find("## Written to") != std::string::npos ||
           estimates.contains(page.name)));
  }
  const std::string points = text_of("PointCloud.md");
  CHECK(points.find("| `read.points` |") != std::string::npos);
  CHECK(points.find("| `filtration.function_rips` |") != std::string::npos);
  CHECK(points.find("| `write.points_csv` | .csv |") != std::string::npos);
}
