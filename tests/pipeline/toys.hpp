// SPDX-License-Identifier: MIT
// Stages on numbers and words: enough to try every rule of the engine without mathematics.
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/pipeline/run.hpp"
#include "tessera/pipeline/stage_spec.hpp"

#include <atomic>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

namespace tessera::toys {

struct Number {
  static constexpr std::string_view artifact = "Number";
  double value = 0;
};
inline std::string brief(const Number& number) { return "the number " + std::to_string(int(number.value)); }

struct Word {
  static constexpr std::string_view artifact = "Word";
  std::string text;
};
struct Table {  // of the whole dataset
  static constexpr std::string_view artifact = "Table";
  std::vector<std::string> ids;
  std::vector<double> values;

  Table selected(const std::vector<bool>& keep) const {
    Table part;
    for (std::size_t row = 0; row < ids.size(); ++row) {
      if (!keep[row]) continue;
      part.ids.push_back(ids[row]);
      part.values.push_back(values[row]);
    }
    return part;
  }
};
struct Labels {
  static constexpr std::string_view artifact = "Labels";
  std::vector<std::string> names;
};
struct Split {
  static constexpr std::string_view artifact = "Split";
  std::vector<bool> is_training;
};
struct Mean {
  static constexpr std::string_view artifact = "Mean";
  double value = 0;
};
inline std::string summary(const Mean& mean) { return "mean " + std::to_string(int(mean.value)); }
inline FittedValues figures(const Mean& mean) { return {{"mean", {mean.value}}}; }

struct NoOptions {};
struct PathOptions {
  std::string path;
};

// Readers. A file of numbers: one line a sample, "id value label train|test".
struct Numbers {
  Collection<Number> numbers;
  Labels labels;
  Split split;
  std::optional<Word> title;  // the first line, if it begins with #
};
inline Numbers read_numbers(const PathOptions& options, const Context&) {
  Numbers all;
  std::ifstream file(options.path);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) {
      all.title = Word{line.substr(2)};
      continue;
    }
    std::istringstream words(line);
    std::string id, label, part;
    double value = 0;
    words >> id >> value >> label >> part;
    all.numbers.add(id, Number{value});
    all.labels.names.push_back(label);
    all.split.is_training.push_back(part == "train");
  }
  return all;
}
inline Number read_number(const PathOptions& options, const Context&) {
  Number number;
  std::ifstream(options.path) >> number.value;
  return number;
}
using Either = std::variant<Number, Word>;
inline Either read_either(const PathOptions& options, const Context& context) {
  std::ifstream file(options.path);
  std::string kind;
  file >> kind;
  if (kind == "word") return Word{"told"};
  return read_number({options.path}, context);
}
inline Probe probe_either(const PathOptions& options) {
  std::ifstream file(options.path);
  std::string kind;
  file >> kind;
  if (kind.empty()) throw Error(codes::bad_format, "needs a word or a number, got an empty file");
  if (kind == "word") return {artifact_type<Word>(), "a word"};
  return {artifact_type<Number>(), "a number"};
}

// Stages.
struct ScaledOptions {
  double factor = 2;
  Index repeat = 1;
};
inline Number scaled(const Number& in, const ScaledOptions& options, const Context& context) {
  context.resolved("factor", options.factor);
  if (in.value == 13) context.warn("thirteen");
  return {in.value * options.factor};
}
inline Number added(const Number& a, const Number& b, const NoOptions&, const Context&) { return {a.value + b.value}; }
inline Number sum(const Many<Number>& terms, const NoOptions&, const Context&) {
  Number all;
  for (Index i = 0; i < terms.size(); ++i) all.value += terms[i].value;
  return all;
}
inline Word names(const Many<Number>& terms, const NoOptions&, const Context&) {
  Word all;
  for (Index i = 0; i < terms.size(); ++i) all.text += terms.name(i) + " ";
  return all;
}
inline Number pair_product(const Many<Number>& two, const NoOptions&, const Context&) {
  return {two[0].value * two[1].value};
}
inline Number cube(const Many<Number>& one, const NoOptions&, const Context&) {
  return {one[0].value * one[0].value * one[0].value};
}
inline Number limited(const Number& in, const Number* limit, const NoOptions&, const Context&) {
  return {limit ? std::min(in.value, limit->value) : in.value};
}
struct Parts {
  Number whole, fraction;
};
inline Parts parts(const Number& in, const NoOptions&, const Context&) {
  return {{std::floor(in.value)}, {in.value - std::floor(in.value)}};
}
inline Table table(const Collection<Number>& numbers, const NoOptions&, const Context&) {
  Table all;
  for (Index i = 0; i < numbers.size(); ++i) {
    all.ids.push_back(numbers.id(i));
    all.values.push_back(numbers[i].value);
  }
  return all;
}
inline Collection<Number> positive_ones(const Collection<Number>& numbers, const NoOptions&, const Context&) {
  Collection<Number> some;
  for (Index i = 0; i < numbers.size(); ++i)
    if (numbers[i].value > 0) some.add(numbers.id(i), numbers.share(i));
  return some;
}
inline Mean mean(const Table& numbers, const NoOptions&, const Context&) {
  Mean result;
  for (const double value : numbers.values) result.value += value / double(numbers.values.size());
  return result;
}
inline void require_small_factor(const ScaledOptions& options) {
  if (options.factor > 10 * options.repeat)
    throw Error(codes::bad_request, "needs a factor of at most ten times repeat", "raise repeat").within("factor");
}
inline void require_one_repeat(const ScaledOptions& options) {
  if (options.repeat == 7) throw Error(codes::bad_request, "seven is too many").within("repeat");
}
inline Number refusing(const Number& in, const ScaledOptions& options, const Context&) {
  if (in.value < 0)
    throw Error(codes::bad_value, "needs a number >= 0, got " + std::to_string(int(in.value))).within("factor");
  return {in.value * options.factor};
}
inline Number noisy(const Number& in, const NoOptions&, const Context& context) {
  return {in.value + context.random().uniform()};
}
inline Number long_sum(const Number& in, const NoOptions&, const Context&) {  // sensitive to any change of order
  Number all;
  for (int i = 1; i < 1000; ++i) all.value += in.value / i;
  return all;
}
inline Word spelled(const Number& in, const NoOptions&, const Context&) { return {std::to_string(int(in.value))}; }
inline Word echoed(const Word& in, const NoOptions&, const Context&) { return {in.text + in.text}; }

struct Centre {
  double value = 0;
  FittedValues values() const { return {{"centre", {value}}}; }
  static Centre from_values(const FittedValues& values) { return {fitted_list(values, "centre", 1)[0]}; }
};
struct CentredOptions {
  double scale = 1;
  std::optional<Centre> fit;
};
inline Number centred(const Number& in, const CentredOptions& options, const Context&) {
  return {options.scale * (in.value - options.fit->value)};
}
inline Centre fit_centre(const Collection<Number>& numbers, const CentredOptions&, const Context&) {
  Centre centre;
  for (Index i = 0; i < numbers.size(); ++i) centre.value += numbers[i].value / numbers.size();
  return centre;
}
inline Table centred_table(const Table& table, const CentredOptions& options, const Context&) {
  Table result = table;
  for (double& value : result.values) value = options.scale * (value - options.fit->value);
  return result;
}
inline Centre fit_table_centre(const Table& table, const CentredOptions& options, const Context& context) {
  return {options.scale * mean(table, {}, context).value};
}

// Writers.
struct TableOptions {
  std::string separator = " ";
};
inline std::string write_table(const Table& numbers, const Labels* labels, const TableOptions& options,
                               const WriterContext&) {
  std::string text;
  for (std::size_t i = 0; i < numbers.ids.size(); ++i) {
    char value[40];
    std::snprintf(value, sizeof value, "%.17g", numbers.values[i]);
    text += numbers.ids[i] + options.separator + value + (labels ? options.separator + labels->names[i] : "") + "\n";
  }
  return text;
}
inline std::string write_number(const Number& number, const NoOptions&, const WriterContext& context) {
  return context.sample + "=" + std::to_string(int(number.value)) + "\n";
}
inline std::string write_word(const Word& word, const NoOptions&, const WriterContext&) { return word.text + "\n"; }
inline std::string write_remarking(const Number& number, const NoOptions&, const WriterContext& context) {
  context.warn("the number lost its name");
  return std::to_string(int(number.value)) + "\n";
}
inline std::string write_failing(const Number&, const NoOptions&, const WriterContext&) {
  throw Error(codes::bad_value, "needs a number that can be drawn");
}

inline Catalog catalog() {
  using Options = ScaledOptions;
  const auto factor = [](auto builder) {
    return std::move(builder)
        .param(&Options::factor, "factor", "what to multiply by", between(0, 1000))
        .param(&Options::repeat, "repeat", "unused", at_least(1));
  };
  Catalog all;
  all.stages = {
      stage("read.numbers", &read_numbers)
          .path(&PathOptions::path, "path", "a file of numbers")
          .output("numbers", &Numbers::numbers)
          .output("labels", &Numbers::labels)
          .output("split", &Numbers::split)
          .output("title", &Numbers::title),
      stage("read.number", &read_number).path(&PathOptions::path, "path", "a file with a number"),
      stage("read.either", &read_either).path(&PathOptions::path, "path", "a file").probe(&probe_either),
      factor(stage("toy.scaled", &scaled)),
      factor(stage("toy.refusing", &refusing)),
      factor(stage("toy.checked", &scaled)).check(&require_small_factor).check<0, 0>([](auto) {
        return &require_one_repeat;
      }),
      stage("toy.added", &added).input("a").input("b"),
      stage("toy.sum", &sum).input("terms"),
      stage("toy.names", &names).input("terms"),
      stage("toy.power", &pair_product, values_count(2)).overload(&cube, values_count(1)).input("factors"),
      stage("toy.limited", &limited).input("in").input("limit"),
      stage("toy.parts", &parts).output("whole", &Parts::whole).output("fraction", &Parts::fraction),
      stage("toy.table", &table),
      stage("toy.positive", &positive_ones),
      stage("toy.mean", &mean).estimate(),
      stage("toy.noisy", &noisy).random(),
      stage("toy.long_sum", &long_sum),
      stage("toy.spelled", &spelled).overload(&echoed),
      stage("toy.centred", &centred)
          .fitted(&CentredOptions::fit, &fit_centre)
          .param(&CentredOptions::scale, "scale", "what to multiply by"),
      stage("toy.centred_table", &centred_table)
          .fitted(&CentredOptions::fit, &fit_table_centre)
          .param(&CentredOptions::scale, "scale", "what to multiply by"),
      stage("toy.absent", &scaled).needs(false, "built without toys"),
  };
  all.writers = {
      writer("write.table", &write_table)
          .input("from")
          .input("labels")
          .suffixes({".txt"})
          .param(&TableOptions::separator, "separator", "between the columns"),
      writer("write.number", &write_number).suffixes({".num"}),
      writer("write.word", &write_word).suffixes({".txt"}),
      writer("write.failing", &write_failing).suffixes({".bad"}),
      writer("write.remarking", &write_remarking).suffixes({".lossy"}),
  };
  return all;
}

/// A directory of its own, with a file of numbers in it; gone at the end of the test.
class Workshop {
 public:
  Workshop()
      : directory(std::filesystem::temp_directory_path() /
                  ("tessera-toys-" + std::to_string(::getpid()) + "-" + std::to_string(next()))) {
    std::filesystem::create_directories(directory / "project");
    put("project/numbers.txt", "a 1 x train\nb 2 y test\nc 6 x train\n");
    put("project/lone.txt", "5\n");
  }
  ~Workshop() { std::filesystem::remove_all(directory); }

  void put(const std::string& name, const std::string& text) const { std::ofstream(directory / name) << text; }
  std::string get(const std::string& name) const {
    std::ifstream file(directory / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  bool has(const std::string& name) const { return std::filesystem::exists(directory / name); }
  std::size_t file_count(const std::string& name) const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::recursive_directory_iterator(directory / name)) ++count;
    return count;
  }

  /// The numbers as `data`, before `rest`.
  static std::string with_data(const std::string& rest) {
    return "format = 1\n[data.data]\nuse = \"read.numbers\"\npath = \"numbers.txt\"\n" + rest;
  }
  PlanResult plan(const std::string& text) const {
    return tessera::plan(parse_pipeline(text, "toy.toml", directory / "project"), catalog_, plan_options);
  }
  /// The diagnostics of a file.
  std::string faults(const std::string& text) const { return plan(text).diagnostics.text(); }

  RunRecord run(const std::string& text, RunOptions options = {}) const {
    auto result = plan(text);
    if (!result.plan) throw PipelineError(std::move(result.diagnostics));
    options.directory = directory / "out";
    return tessera::run(*result.plan, options);
  }

  std::filesystem::path directory;
  PlanOptions plan_options;

 private:
  static int next() {
    static std::atomic<int> count{0};
    return ++count;
  }
  Catalog catalog_ = catalog();
};

}  // namespace tessera::toys
