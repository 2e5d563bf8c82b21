// SPDX-License-Identifier: MIT
#include "tessera/clustering/scores.hpp"

#include "core/assignment.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

/// How many samples have found class i and known class j; classes without samples are left out.
struct ContingencyTable {
  std::size_t rows = 0, columns = 0;
  std::vector<double> counts;  // row-major
  std::vector<double> row_sums, column_sums;
  double samples = 0;

  double operator()(std::size_t i, std::size_t j) const { return counts[i * columns + j]; }
};

/// The classes that occur, numbered from 0.
std::vector<Index> numbers_in_use(const Labels& labels, std::size_t& used) {
  std::vector<Index> number(labels.names().size(), none);
  for (const Index one : labels.classes()) number[one] = 0;
  used = 0;
  for (Index& one : number)
    if (one != none) one = Index(used++);
  return number;
}

ContingencyTable contingency(const Labels& found, const Labels& known, const Context& context) {
  ContingencyTable table;
  const auto row_of = numbers_in_use(found, table.rows), column_of = numbers_in_use(known, table.columns);
  const std::size_t most = std::max(table.rows, table.columns);
  context.require_memory(sizeof(double) * (table.rows * table.columns + 2 * most * most),
                         "the table of clusters and classes", "give labels with fewer classes");
  table.counts.assign(table.rows * table.columns, 0);
  for (Index k = 0; k < found.size(); ++k) ++table.counts[row_of[found[k]] * table.columns + column_of[known[k]]];
  table.row_sums.assign(table.rows, 0);
  table.column_sums.assign(table.columns, 0);
  for (std::size_t i = 0; i < table.rows; ++i)
    for (std::size_t j = 0; j < table.columns; ++j) {
      table.row_sums[i] += table(i, j);
      table.column_sums[j] += table(i, j);
    }
  table.samples = found.size();
  return table;
}

double entropy(const std::vector<double>& sums, double samples) {
  double result = 0;
  for (const double sum : sums) result -= sum / samples * std::log(sum / samples);
  return std::max(0.0, result);
}

double mutual_information(const ContingencyTable& table) {
  double sum = 0;
  for (std::size_t i = 0; i < table.rows; ++i)
    for (std::size_t j = 0; j < table.columns; ++j)
      if (const double count = table(i, j); count > 0)
        sum += count / table.samples * std::log(count * table.samples / (table.row_sums[i] * table.column_sums[j]));
  return std::max(0.0, sum);
}

/// The mean of the mutual information over all labellings with these class sizes: n_ij is hypergeometric
/// (Vinh, Epps and Bailey 2010, equation 24a). Pairs of equal sizes have the same summand.
double expected_information(const ContingencyTable& table, const Context& context) {
  const double n = table.samples;
  std::vector<double> log_factorial(std::size_t(n) + 1, 0);
  for (std::size_t k = 1; k < log_factorial.size(); ++k) log_factorial[k] = log_factorial[k - 1] + std::log(double(k));
  const auto log_of = [&](double k) { return log_factorial[std::size_t(k)]; };

  double sum = 0;
  for (const double a : table.row_sums) {
    context.check();
    for (const double b : table.column_sums) {
      const double fixed = log_of(a) + log_of(b) + log_of(n - a) + log_of(n - b) - log_of(n);
      for (double count = std::max(1.0, a + b - n); count <= std::min(a, b); ++count)
        sum += count / n * std::log(n * count / (a * b)) *
               std::exp(fixed - log_of(count) - log_of(a - count) - log_of(b - count) - log_of(n - a - b + count));
    }
  }
  return sum;
}

double adjusted_rand(const ContingencyTable& table) {
  const auto pairs = [](const std::vector<double>& counts) {
    double sum = 0;
    for (const double count : counts) sum += count * (count - 1) / 2;
    return sum;
  };
  const double together = pairs(table.counts), rows = pairs(table.row_sums), columns = pairs(table.column_sums);
  const double all = table.samples * (table.samples - 1) / 2;
  if (together == rows && together == columns) return 1;  // equal partitions
  const double expected = rows / all * columns;
  return (together - expected) / ((rows + columns) / 2 - expected);
}

double best_matching(const ContingencyTable& table) {
  const std::size_t size = std::max(table.rows, table.columns);
  std::vector<double> costs(size * size, 0);
  for (std::size_t i = 0; i < table.rows; ++i)
    for (std::size_t j = 0; j < table.columns; ++j) costs[i * size + j] = table.samples - table(i, j);
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j)
      if (i >= table.rows || j >= table.columns) costs[i * size + j] = table.samples;
  const auto column_of = least_cost_assignment(costs, size);
  double agree = 0;
  for (std::size_t i = 0; i < table.rows; ++i)
    if (column_of[i] < table.columns) agree += table(i, column_of[i]);
  return agree / table.samples;
}

/// (I - E) / (mean entropy - E), and 1 for equal partitions, where both may vanish.
double adjusted_information(const ContingencyTable& table, double information, double mean_entropy,
                            const Context& context) {
  const bool are_equal = table.rows == table.columns && std::ranges::count_if(table.counts, [](double count) {
                                                          return count > 0;
                                                        }) == std::ptrdiff_t(table.rows);
  if (are_equal) return 1;
  const double expected = expected_information(table, context), possible = mean_entropy - expected;
  // Both differences vanish where chance alone explains everything: one class against any.
  return std::abs(possible) < 1e-15 ? 0 : (information - expected) / possible;
}

}  // namespace

ClusterScores cluster_scores(const Labels& found, const Labels& known, const ClusterScoresOptions&,
                             const Context& context) {
  if (found.size() != known.size())
    throw Error(codes::bad_shape,
                fmt::format("needs as many found labels as known ones, {}, got {}", known.size(), found.size()))
        .within("found");
  if (found.size() == 0) throw Error(codes::too_few, "needs at least 1 sample, got 0");

  const auto table = contingency(found, known, context);
  const double found_entropy = entropy(table.row_sums, table.samples);
  const double known_entropy = entropy(table.column_sums, table.samples);
  const auto ratio = [](double part, double whole) { return whole > 0 ? std::min(1.0, part / whole) : 1.0; };

  ClusterScores scores;
  scores.samples = found.size();
  scores.clusters = Index(table.rows);
  scores.classes = Index(table.columns);
  for (Index k = 0; k < found.size(); ++k) scores.noise += found.names()[found[k]] == "-1";
  scores.adjusted_rand = adjusted_rand(table);
  scores.mutual_information = mutual_information(table);
  const double mean_entropy = (found_entropy + known_entropy) / 2;
  scores.normalized_information = ratio(scores.mutual_information, mean_entropy);
  scores.adjusted_information = adjusted_information(table, scores.mutual_information, mean_entropy, context);
  scores.homogeneity = ratio(scores.mutual_information, known_entropy);
  scores.completeness = ratio(scores.mutual_information, found_entropy);
  const double sum = scores.homogeneity + scores.completeness;
  scores.v_measure = sum > 0 ? 2 * scores.homogeneity * scores.completeness / sum : 0;
  for (std::size_t i = 0; i < table.rows; ++i) {
    const auto row = table.counts.begin() + std::ptrdiff_t(i * table.columns);
    scores.purity += *std::max_element(row, row + std::ptrdiff_t(table.columns)) / table.samples;
  }
  scores.accuracy = best_matching(table);
  return scores;
}

std::string summary(const ClusterScores& scores) {
  std::string text =
      fmt::format("{} samples, {} clusters, {} classes", scores.samples, scores.clusters, scores.classes);
  if (scores.noise > 0) text += fmt::format("; {} samples are noise, counted as one cluster", scores.noise);
  for (const auto& [name, value] : figures(scores))
    if (name != "samples" && name != "clusters" && name != "classes" && name != "noise")
      text += fmt::format("\n  {} {:.4f}", name, value[0]);
  return text;
}

FittedValues figures(const ClusterScores& scores) {
  return {{"adjusted_rand", {scores.adjusted_rand}},
          {"mutual_information", {scores.mutual_information}},
          {"normalized_information", {scores.normalized_information}},
          {"adjusted_information", {scores.adjusted_information}},
          {"homogeneity", {scores.homogeneity}},
          {"completeness", {scores.completeness}},
          {"v_measure", {scores.v_measure}},
          {"purity", {scores.purity}},
          {"accuracy", {scores.accuracy}},
          {"samples", {double(scores.samples)}},
          {"clusters", {double(scores.clusters)}},
          {"classes", {double(scores.classes)}},
          {"noise", {double(scores.noise)}}};
}

}  // namespace tessera
