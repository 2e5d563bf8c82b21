// SPDX-License-Identifier: MIT
// Event sweep (two parameters). A grade p meets the line y = x + c at push_c(p) = max(p_x, p_y - c). Say p is vertical
// on the line when push is p_x, horizontal when it is p_y - c; it is horizontal for c < p_y - p_x and vertical after.
//   1. Events are the lines through the crossings (X_i, Y_j) of the grid of grades. In the strip between two events the
//      order by (push, grade) does not change, and neither does the pairing of generators and relations.
//   2. At the event (i, j) the vertical group A = {p : p_x = X_i, p_y < Y_j} and the horizontal group
//      B = {p : p_y = Y_j, p_x < X_i} exchange places; grades at the crossing itself (C) leave the group of j and join
//      that of i. The order A B C becomes B A C: only A and B are transposed. Events that exchange no two rows and no
//      two columns, and have empty C, change nothing and are skipped.
//   3. Lines with several events (exactly equal c: the rounding error of Y_j - X_i is kept) are crossed at once.
//   4. A bar carries the label (grade of its generator, grade of its relation): the multiset of labels in a strip is an
//      invariant of the module, because refining a linear order by grades is functorial. At an event the bars on both
//      sides have equal values; labels on both sides are glued to themselves, the others by equal value, in the order
//      of (label, history of labels) - invariants again, so tracks do not depend on the presentation.
//   5. A track's births are the minimal points its lower ends run through, its deaths the maximal ones of its upper
//   ends.
//      While p carries an end, that end runs left along y = p_y while p is horizontal, then up along x = p_x. So a
//      lower end is least at p itself if the line passes p, at the last crossing if p stays horizontal, and at the
//      first one if p was vertical from the start: there the grade that carried it before gives the same point or a
//      smaller one. Upper ends likewise, with first and last exchanged.
#include "decomposition/event_sweep.hpp"

#include "decomposition/transposed_reduction.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <tuple>
#include <unordered_map>

namespace tessera {
namespace {

/// A crossing of the grid, on the line of offset c = high + low exactly (low: the rounding error of the difference).
struct Event {
  double high, low;
  Index i, j;
  Index number;  // of the grade at the crossing, none if there is no such grade
};

bool on_earlier_line(const Event& a, const Event& b) { return std::tie(a.high, a.low) < std::tie(b.high, b.low); }

Event event_at(const RankModule& module, Index i, Index j) {
  const double y = module.scaled[1][j], x = module.scaled[0][i];
  const double difference = y - x, x_part = y - difference, y_part = difference + x_part;
  return {difference, (y - y_part) + (x_part - x), i, j, none};
}

/// Members of the rows (or columns) by line of the grid: at(i) lists the numbers with rank i on `axis`, sorted by the
/// rank on the other axis.
struct Lines {
  std::vector<Index> begin, members;
  std::vector<Index> first;  // per line the least other rank, none if the line is empty

  Lines(const std::vector<Grade<2>>& grades, int axis, std::size_t ranks) : begin(ranks + 1, 0), first(ranks, none) {
    members.resize(grades.size());
    std::iota(members.begin(), members.end(), Index{0});
    std::ranges::stable_sort(members, {}, [&](Index n) { return std::pair(grades[n][axis], grades[n][1 - axis]); });
    for (const auto& grade : grades) {
      ++begin[grade[axis] + 1];
      first[grade[axis]] = std::min(first[grade[axis]], grade[1 - axis]);
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
  }
};

using History = std::vector<std::array<Index, 3>>;  // (crossed line, generator grade, relation grade) at every change
constexpr int lower_end = 0, upper_end = 1;

/// A stretch of lines on which one grade carries one end of a track.
struct Run {
  Index grade = none;         // number of the grade; none: the infinite upper end
  bool from_below = true;     // it began at c = -infinity
  bool was_vertical = false;  // at its beginning
};

struct Track {
  History history;
  std::array<Run, 2> run;
  std::array<std::vector<Grade<2>>, 2> corners;  // candidates for births, for deaths
};

class Sweep {
 public:
  Sweep(const RankModule& module, const Context& context);
  EventSweep run();

 private:
  struct Label {
    Index generator, relation;  // numbers of grades; relation none: infinite
    friend auto operator<=>(const Label&, const Label&) = default;
  };
  struct Change {
    Label label;
    Index track;                    // none: a label that appears
    std::array<Index, 2> position;  // of both ends on the crossed line
  };

  Index number_of(const Grade<2>& grade) const {
    return Index(std::ranges::lower_bound(grades_, grade.rank, {}, &Grade<2>::rank) - grades_.begin());
  }
  Label label_of(Index row, Index column) const {
    return {row_number_[row], column == none ? none : column_number_[column]};
  }
  std::uint64_t key(const Label& label) const { return std::uint64_t{label.generator} << 32 | label.relation; }
  Index strip_position(Index number) const;
  Index event_position(Index number) const;
  Grade<2> crossing_of(Index number) const;
  bool has_length(const Label& label) const {
    return label.relation == none || strip_position(label.generator) != strip_position(label.relation);
  }

  void start_tracks();
  std::vector<Event> events_between(std::vector<Index>& next, std::vector<Index>& next_grade, double until) const;
  bool exchanges(Index i, Index j) const;
  void cross(std::span<const Event> events);
  void exchange(const Event& event);
  void record_bars_at(Index number);
  std::vector<Change> labels_with_length() const;
  void carry(Index track, const Label& label);
  void glue(std::vector<Change> gone, std::vector<Change> come);
  std::vector<Index> leaving_tracks(const Label& label, std::size_t count);
  bool was_vertical(Index number) const;
  void begin_run(Run& run, Index number, bool from_below) const;
  void end_run(Track& track, int side, bool at_infinity);
  void retire(Index track);

  const RankModule& module_;
  const Context& context_;
  const std::vector<Grade<2>>& rows_;
  const std::vector<Grade<2>>& columns_;
  std::array<Lines, 2> row_lines_, column_lines_;  // by axis
  std::vector<Grade<2>> grades_;                   // distinct, lexicographic
  std::vector<Index> row_number_, column_number_;
  std::vector<std::vector<Index>> rows_of_, columns_of_;  // by number of grade
  std::vector<bool> is_vertical_;
  TransposedReduction reduction_;

  std::vector<Index> partner_;       // horizontal line j -> vertical line i, on the line being crossed
  std::vector<Index> partner_of_i_;  // the same, the other way round
  std::vector<Index> changed_rows_;  // rows whose pair or length may change on it
  std::vector<Index> committed_;     // row -> column in the strip before
  Index line_number_ = 0;

  std::vector<Track> tracks_;
  std::unordered_map<std::uint64_t, std::vector<Index>> alive_;  // label -> tracks
  std::vector<RankInterval> finished_;
};

std::vector<Grade<2>> distinct_grades(const GradedMatrix<2>& matrix) {
  auto grades = matrix.row_grades;
  grades.insert(grades.end(), matrix.column_grades.begin(), matrix.column_grades.end());
  std::ranges::sort(grades, {}, &Grade<2>::rank);
  grades.erase(std::unique(grades.begin(), grades.end()), grades.end());
  return grades;
}

std::array<Lines, 2> both_lines(const std::vector<Grade<2>>& grades, const RankModule& module) {
  return {Lines(grades, 0, module.scaled[0].size()), Lines(grades, 1, module.scaled[1].size())};
}

Sweep::Sweep(const RankModule& module, const Context& context)
    : module_(module),
      context_(context),
      rows_(module.matrix.row_grades),
      columns_(module.matrix.column_grades),
      row_lines_(both_lines(rows_, module)),
      column_lines_(both_lines(columns_, module)),
      grades_(distinct_grades(module.matrix)),
      rows_of_(grades_.size()),
      columns_of_(grades_.size()),
      is_vertical_(grades_.size(), false),
      // Before the first event everything is horizontal: by y, then x.
      reduction_(module.matrix, row_lines_[1].members, column_lines_[1].members),
      partner_(module.scaled[1].size(), none),
      partner_of_i_(module.scaled[0].size(), none) {
  for (Index row = 0; row < rows_.size(); ++row) {
    row_number_.push_back(number_of(rows_[row]));
    rows_of_[row_number_.back()].push_back(row);
  }
  for (Index column = 0; column < columns_.size(); ++column) {
    column_number_.push_back(number_of(columns_[column]));
    columns_of_[column_number_.back()].push_back(column);
  }
}

/// Where a grade meets a line inside the strip: a number of a grid line, vertical ones even, horizontal ones odd.
Index Sweep::strip_position(Index number) const {
  return is_vertical_[number] ? 2 * grades_[number][0] : 2 * grades_[number][1] + 1;
}

/// The same on the line being crossed, where a horizontal line and its partner meet it in one point.
Index Sweep::event_position(Index number) const {
  if (number == none) return none;
  if (is_vertical_[number]) return 2 * grades_[number][0];
  const Index i = partner_[grades_[number][1]];
  return i != none ? 2 * i : 2 * grades_[number][1] + 1;
}

/// The crossing in whose groups a grade lies, on the line being crossed.
Grade<2> Sweep::crossing_of(Index number) const {
  const auto& grade = grades_[number];
  if (is_vertical_[number]) return {{grade[0], partner_of_i_[grade[0]]}};
  return {{partner_[grade[1]], grade[1]}};
}

void Sweep::begin_run(Run& run, Index number, bool from_below) const {
  run = {.grade = number, .from_below = from_below};
  if (number == none) return;
  run.was_vertical = is_vertical_[number];
}

/// Whether a grade is vertical in the strip before the crossed line; it turns vertical on the line through itself.
bool Sweep::was_vertical(Index number) const {
  return is_vertical_[number] && partner_[grades_[number][1]] != grades_[number][0];
}

/// Adds the extreme points of the run to the corners (5).
void Sweep::end_run(Track& track, int side, bool at_infinity) {
  const Run& run = track.run[side];
  auto& corners = track.corners[side];
  if (run.grade == none) {
    corners.push_back({{none, none}});
    return;
  }
  const Grade<2>& grade = grades_[run.grade];
  const bool is_vertical_now = at_infinity || was_vertical(run.grade);
  if (side == lower_end) {
    if (!run.was_vertical) corners.push_back(is_vertical_now ? grade : crossing_of(run.grade));
    return;
  }
  if (run.from_below) corners.push_back({{none, grade[1]}});
  if (is_vertical_now) corners.push_back(at_infinity ? Grade<2>{{grade[0], none}} : crossing_of(run.grade));
}

void Sweep::retire(Index index) {
  Track& track = tracks_[index];
  finished_.push_back(
      {minimal_grades(std::move(track.corners[lower_end])), maximal_grades(std::move(track.corners[upper_end]))});
  track = {};
}

void Sweep::start_tracks() {
  committed_.resize(rows_.size());
  for (Index row = 0; row < rows_.size(); ++row) {
    committed_[row] = reduction_.column_of(row);
    const Label label = label_of(row, committed_[row]);
    if (!has_length(label)) continue;
    Track track;
    track.history.push_back({0, label.generator, label.relation});
    begin_run(track.run[lower_end], label.generator, true);
    begin_run(track.run[upper_end], label.relation, true);
    alive_[key(label)].push_back(Index(tracks_.size()));
    tracks_.push_back(std::move(track));
  }
}

/// Some two rows, or some two columns, change places at the crossing.
bool Sweep::exchanges(Index i, Index j) const {
  return (row_lines_[0].first[i] < j && row_lines_[1].first[j] < i) ||
         (column_lines_[0].first[i] < j && column_lines_[1].first[j] < i);
}

/// Events with c < until that change something and were not given before, in order. For every vertical line i,
/// next[i] is the first j not yet looked at, next_grade[i] the first grade on the line that is not below it.
std::vector<Event> Sweep::events_between(std::vector<Index>& next, std::vector<Index>& next_grade, double until) const {
  std::vector<Event> events;
  for (Index i = 0; i < next.size(); ++i)
    for (Index& j = next[i]; j < module_.scaled[1].size(); ++j) {
      Event event = event_at(module_, i, j);
      if (!(event.high < until)) break;
      Index& grade = next_grade[i];
      while (grade < grades_.size() && grades_[grade].rank < std::array<Index, 2>{i, j}) ++grade;
      if (grade < grades_.size() && grades_[grade] == Grade<2>{{i, j}}) event.number = grade;
      if (event.number != none || exchanges(i, j)) events.push_back(event);
    }
  std::ranges::sort(events, [](const Event& a, const Event& b) {
    return std::tie(a.high, a.low, a.i) < std::tie(b.high, b.low, b.i);
  });
  return events;
}

/// Offsets that cut the events into windows of about a million, from a sample of the grid.
std::vector<double> window_ends(const RankModule& module) {
  const std::size_t columns = module.scaled[0].size(), rows = module.scaled[1].size();
  const double windows = std::max(1.0, double(columns) * double(rows) / 1e6);
  std::vector<double> ends;
  if (windows > 1) {
    std::vector<double> sample;
    const std::size_t step_x = std::max<std::size_t>(1, columns / 300), step_y = std::max<std::size_t>(1, rows / 300);
    for (std::size_t i = 0; i < columns; i += step_x)
      for (std::size_t j = 0; j < rows; j += step_y) sample.push_back(module.scaled[1][j] - module.scaled[0][i]);
    std::ranges::sort(sample);
    for (double w = 1; w < windows; ++w) ends.push_back(sample[std::size_t(w / windows * double(sample.size()))]);
  }
  ends.push_back(infinity);
  return ends;
}

/// Swaps the groups A and B of the event in the orders of rows and columns.
void Sweep::exchange(const Event& event) {
  const auto group = [](const Lines& lines, Index line, const std::vector<Grade<2>>& grades, int axis, Index below) {
    const auto begin = lines.members.begin() + lines.begin[line];
    auto end = begin;
    while (end != lines.members.begin() + lines.begin[line + 1] && grades[*end][1 - axis] < below) ++end;
    return std::span<const Index>(begin, end);
  };
  const auto rows_a = group(row_lines_[0], event.i, rows_, 0, event.j),
             rows_b = group(row_lines_[1], event.j, rows_, 1, event.i);
  for (const Index b : rows_b)
    for (auto a = rows_a.rbegin(); a != rows_a.rend(); ++a) reduction_.exchange_rows(*a, b);
  const auto columns_a = group(column_lines_[0], event.i, columns_, 0, event.j),
             columns_b = group(column_lines_[1], event.j, columns_, 1, event.i);
  for (const Index b : columns_b)
    for (auto a = columns_a.rbegin(); a != columns_a.rend(); ++a) reduction_.exchange_columns(*a, b);
}

/// Records the rows of the bars that end or begin at the crossing itself: their length may vanish or appear.
void Sweep::record_bars_at(Index number) {
  if (number == none) return;
  for (const Index row : rows_of_[number]) changed_rows_.push_back(row);
  for (const Index column : columns_of_[number])
    if (reduction_.row_of(column) != none) changed_rows_.push_back(reduction_.row_of(column));
}

/// Labels of positive length that the changed rows carry in the strip of committed_, with the positions of their ends.
std::vector<Sweep::Change> Sweep::labels_with_length() const {
  std::vector<Change> labels;
  for (const Index row : changed_rows_) {
    const Label label = label_of(row, committed_[row]);
    if (has_length(label))
      labels.push_back({label, none, {event_position(label.generator), event_position(label.relation)}});
  }
  std::ranges::sort(labels, {}, &Change::label);
  return labels;
}

/// The tracks under `label` that leave when only some stay: the last `count` by history, in that order.
std::vector<Index> Sweep::leaving_tracks(const Label& label, std::size_t count) {
  const auto found = alive_.find(key(label));
  TESSERA_ASSERT(found != alive_.end() && found->second.size() >= count);
  auto& tracks = found->second;
  if (tracks.size() > 1)
    std::ranges::stable_sort(tracks, [&](Index a, Index b) { return tracks_[a].history < tracks_[b].history; });
  const std::vector<Index> leaving(tracks.end() - std::ptrdiff_t(count), tracks.end());
  tracks.resize(tracks.size() - count);
  if (tracks.empty()) alive_.erase(found);
  return leaving;
}

void Sweep::carry(Index index, const Label& label) {
  Track& track = tracks_[index];
  const std::array<Index, 2> numbers{label.generator, label.relation};
  for (const int side : {lower_end, upper_end}) {
    if (!track.history.empty()) {
      if (track.run[side].grade == numbers[side]) continue;
      end_run(track, side, false);
    }
    begin_run(track.run[side], numbers[side], false);
  }
  track.history.push_back({line_number_, label.generator, label.relation});
  alive_[key(label)].push_back(index);
}

/// Continues the tracks of labels that went with labels that came, by equal value on the crossed line.
void Sweep::glue(std::vector<Change> gone, std::vector<Change> come) {
  for (std::size_t first = 0, last = 0; first < gone.size(); first = last) {
    while (last < gone.size() && gone[last].label == gone[first].label) ++last;
    const auto leaving = leaving_tracks(gone[first].label, last - first);
    for (std::size_t n = first; n < last; ++n) gone[n].track = leaving[n - first];
  }

  // Bars that have length zero on the crossed line end there, or begin there.
  const auto has_no_length = [](const Change& change) { return change.position[0] == change.position[1]; };
  for (const Change& change : gone) {
    if (!has_no_length(change)) continue;
    for (const int side : {lower_end, upper_end}) end_run(tracks_[change.track], side, false);
    retire(change.track);
  }
  for (const Change& change : come) {
    if (!has_no_length(change)) continue;
    tracks_.emplace_back();
    carry(Index(tracks_.size()) - 1, change.label);
  }
  std::erase_if(gone, has_no_length);
  std::erase_if(come, has_no_length);

  // Both lists are in the order of (label, history); equal values stay in it.
  TESSERA_ASSERT(gone.size() == come.size());
  std::ranges::stable_sort(gone, {}, &Change::position);
  std::ranges::stable_sort(come, {}, &Change::position);
  for (std::size_t n = 0; n < std::min(gone.size(), come.size()); ++n) {
    TESSERA_ASSERT(gone[n].position == come[n].position);
    carry(gone[n].track, come[n].label);
  }
}

/// Crosses one line with the events [begin, end) on it.
void Sweep::cross(std::span<const Event> events) {
  ++line_number_;
  changed_rows_.clear();
  reduction_.touched_rows().clear();
  for (const Event& event : events) {
    partner_[event.j] = event.i;
    partner_of_i_[event.i] = event.j;
  }
  for (const Event& event : events) {
    record_bars_at(event.number);  // those that change in the exchange are recorded as touched
    exchange(event);
  }

  changed_rows_.insert(changed_rows_.end(), reduction_.touched_rows().begin(), reduction_.touched_rows().end());
  std::ranges::sort(changed_rows_);
  changed_rows_.erase(std::unique(changed_rows_.begin(), changed_rows_.end()), changed_rows_.end());

  const auto before = labels_with_length();
  for (const Event& event : events)
    if (event.number != none) is_vertical_[event.number] = true;
  for (const Index row : changed_rows_) committed_[row] = reduction_.column_of(row);
  const auto after = labels_with_length();

  std::vector<Change> gone, come;  // equal labels on both sides go on by themselves
  const auto by_label = [](const Change& a, const Change& b) { return a.label < b.label; };
  std::ranges::set_difference(before, after, std::back_inserter(gone), by_label);
  std::ranges::set_difference(after, before, std::back_inserter(come), by_label);
  if (!gone.empty() || !come.empty()) glue(std::move(gone), std::move(come));

  for (const Event& event : events) {
    partner_[event.j] = none;
    partner_of_i_[event.i] = none;
  }
}

EventSweep Sweep::run() {
  start_tracks();
  EventSweep result{.tracks = {}, .strips = 1};

  std::vector<Index> next(module_.scaled[0].size(), 0), next_grade(module_.scaled[0].size(), 0);
  for (Index i = 0; i < next_grade.size(); ++i) next_grade[i] = number_of({{i, 0}});
  for (const double until : window_ends(module_)) {
    const auto events = events_between(next, next_grade, until);
    for (std::size_t first = 0, last = 0; first < events.size(); first = last) {
      while (last < events.size() && !on_earlier_line(events[first], events[last])) ++last;
      cross({events.data() + first, last - first});
      if (++result.strips % 4096 == 0) context_.check();
    }
  }

  for (const auto& [label, tracks] : alive_)
    for (const Index index : tracks) {
      for (const int side : {lower_end, upper_end}) end_run(tracks_[index], side, true);
      retire(index);
    }
  result.tracks = std::move(finished_);
  return result;
}

/// Pairs a, b with a_x < b_x and a_y > b_y.
double incomparable_pairs(std::vector<Grade<2>> grades) {
  // By increasing x, then y: such a pair is exactly an inversion in y (equal x come in increasing y, never inverted).
  std::ranges::sort(grades, {}, [](const Grade<2>& g) { return std::pair(g[0], g[1]); });
  Index ranks = 0;
  for (const auto& grade : grades) ranks = std::max(ranks, grade[1] + 1);
  std::vector<Index> tree(ranks + 1, 0);  // Fenwick: how many were seen with y <= k
  double pairs = 0;
  for (std::size_t seen = 0; seen < grades.size(); ++seen) {
    std::uint64_t not_above = 0;
    for (Index k = grades[seen][1] + 1; k > 0; k -= k & -k) not_above += tree[k];
    pairs += double(seen - not_above);
    for (Index k = grades[seen][1] + 1; k <= ranks; k += k & -k) ++tree[k];
  }
  return pairs;
}

}  // namespace

double forecast_transpositions(const GradedMatrix<2>& matrix) {
  return incomparable_pairs(matrix.row_grades) + incomparable_pairs(matrix.column_grades);
}

EventSweep event_sweep(const RankModule& module, const Context& context) {
  if (module.matrix.row_count() == 0) return {};
  return Sweep(module, context).run();
}

}  // namespace tessera
