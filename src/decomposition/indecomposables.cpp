// SPDX-License-Identifier: MIT
// The module presented by the relations so far is kept as blocks; what the basis became is kept as, for each original
// generator, the sum of new ones that it is (BasisChange). For each batch of relations of one grade z:
// 1. Write the relations in the new basis, one part a block; parts that are zero in the block at z go. Reduce the
//    relations by one another.
// 2. Relations and blocks that touch are a cluster. In each:
// 3. Clear blocks: block B goes where homomorphisms of the other blocks of the cluster take their parts of all its
//    relations at once to those in B. The automorphism 1 + homomorphisms then moves the relations off B. (One pass is
//    enough: with fewer blocks there are fewer homomorphisms.)
// 4. Reduce once more; what touches no longer is settled by itself. Join the blocks that are left. Of one relation the
//    result is indecomposable: were Y a summand without the relation, Y would be isomorphic to one of the blocks, B say
//    (Krull, Schmidt), and the projection to Y, an isomorphism on B, would give homomorphisms that clear B. Of one
//    block too, for a summand of the result with some of its generators would be one of the block.
// 5. Else split the joined block (endomorphism_splitting.hpp).
#include "tessera/decomposition/indecomposables.hpp"

#include "decomposition/endomorphism_splitting.hpp"
#include "decomposition/limited_indecomposables.hpp"
#include "decomposition/module_block.hpp"
#include "decomposition/work_limit.hpp"
#include "persistence/generator_cycles.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"
#include "tessera/core/error.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <set>

#include <fmt/format.h>

namespace tessera {
namespace {

void toggle(IndexSet& set, Index i) {
  const auto place = std::ranges::lower_bound(set, i);
  if (place != set.end() && *place == i)
    set.erase(place);
  else
    set.insert(place, i);
}

/// An invertible change of the generators: coordinates of the old ones in the new.
class BasisChange {
 public:
  explicit BasisChange(Index size) : image_(size), source_(size) {
    for (Index i = 0; i < size; ++i) image_[i] = source_[i] = {i};
  }

  const IndexSet& image(Index old) const { return image_[old]; }

  /// New coordinate `to` grows by coordinate `from`, in every element.
  void add_coordinate(Index from, Index to) {
    for (const Index old : source_[from]) {
      toggle(image_[old], to);
      toggle(source_[to], old);
    }
  }

  /// The coordinates `of` are replaced by sums of themselves: column i of `images` is what of[i] becomes.
  void replace(const std::vector<Index>& of, const std::vector<BitVector>& images) {
    std::map<Index, BitVector> after;  // by old generator
    for (std::size_t i = 0; i < of.size(); ++i)
      for (const Index old : source_[of[i]]) after.try_emplace(old, BitVector(of.size())).first->second.add(images[i]);
    for (const Index coordinate : of) {
      for (const Index old : source_[coordinate]) toggle(image_[old], coordinate);
      source_[coordinate].clear();
    }
    for (const auto& [old, sum] : after)
      sum.for_each([&](Index i) {
        toggle(image_[old], of[i]);
        source_[of[i]].push_back(old);
      });
  }

 private:
  std::vector<IndexSet> image_;   // of each old generator
  std::vector<IndexSet> source_;  // the old generators that a new coordinate occurs in
};

template <int N>
class Decomposer {
 public:
  using Block = ModuleBlock<N>;

  Decomposer(const Presentation<N>& module, WorkLimit& limit, const Context& context)
      : module_(module),
        limit_(limit),
        context_(context),
        change_(module.matrix.row_count()),
        block_of_(module.matrix.row_count()),
        place_of_(module.matrix.row_count(), 0) {
    for (Index g = 0; g < module.matrix.row_count(); ++g) {
      auto block = std::make_unique<Block>();
      block->add_generator(g, module.matrix.row_grades[g]);
      block_of_[g] = Index(blocks_.size());
      blocks_.push_back(std::move(block));
    }
  }

  void run() {
    const auto& grades = module_.matrix.column_grades;
    const auto order = colexicographic_order(grades);
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
      context_.check();
      while (end < order.size() && grades[order[end]] == grades[order[begin]]) ++end;
      enter(grades[order[begin]], std::span(order).subspan(begin, end - begin));
    }
  }

  std::vector<std::unique_ptr<Block>>& blocks() { return blocks_; }
  bool is_proven(const Block& block) const { return !unproven_.contains(&block); }
  const BasisChange& change() const { return change_; }

 private:
  /// The relations of a batch within one block.
  struct Part {
    Index block;
    std::vector<BitVector> of;  // by relation
  };

  void enter(const Grade<N>& grade, std::span<const Index> batch) {
    std::vector<Part> parts = parts_of(batch);
    reduce(grade, parts, batch.size());
    for (auto& [relations, cluster] : clusters(parts, batch.size())) settle(grade, relations, std::move(cluster));
  }

  /// Step 1.
  std::vector<Part> parts_of(std::span<const Index> batch) const {
    std::map<Index, std::vector<BitVector>> by_block;
    for (std::size_t i = 0; i < batch.size(); ++i)
      for (const Index old : module_.matrix.column(batch[i]))
        for (const Index generator : change_.image(old)) {
          const Index block = block_of_[generator];
          auto [place, is_new] = by_block.try_emplace(block);
          if (is_new) place->second.assign(batch.size(), BitVector(blocks_[block]->size()));
          place->second[i].toggle(place_of_[generator]);
        }
    std::vector<Part> parts;
    for (auto& [block, of] : by_block) parts.push_back({block, std::move(of)});
    return parts;
  }

  /// Writes every part by the basis of its block at the grade, and brings the relations of the batch, all coordinates
  /// side by side, into reduced echelon form: what needs not be joined seldom is.
  void reduce(const Grade<N>& grade, std::vector<Part>& parts, std::size_t relations) const {
    std::vector<std::size_t> first{0};
    for (const Part& part : parts) first.push_back(first.back() + blocks_[part.block]->basis_at(grade).size());
    std::vector<BitVector> rows(relations, BitVector(first.back()));
    for (std::size_t p = 0; p < parts.size(); ++p)
      for (std::size_t i = 0; i < relations; ++i)
        for (const Index k : blocks_[parts[p].block]->coordinates(parts[p].of[i], grade)) rows[i].toggle(first[p] + k);
    for (std::size_t i = 0; i < relations; ++i) {
      const Index pivot = rows[i].last();
      if (pivot == none) continue;
      for (std::size_t other = 0; other < relations; ++other)
        if (other != i && rows[other][pivot]) rows[other].add(rows[i]);
    }
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const std::vector<Index>& basis = blocks_[parts[p].block]->basis_at(grade);
      for (std::size_t i = 0; i < relations; ++i) {
        BitVector sum(blocks_[parts[p].block]->size());
        for (std::size_t k = 0; k < basis.size(); ++k)
          if (rows[i][first[p] + k]) sum.toggle(basis[k]);
        parts[p].of[i] = std::move(sum);
      }
    }
  }

  struct Cluster {
    std::vector<std::size_t> relations;  // of the batch
    std::vector<Part> parts;
  };

  /// Step 2: components of the graph of relations and blocks.
  std::vector<Cluster> clusters(std::vector<Part>& parts, std::size_t relations) const {
    std::vector<std::size_t> root(relations);
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t i) {
      while (root[i] != i) i = root[i] = root[root[i]];
      return i;
    };
    const auto first_in = [&](const Part& part) {
      std::size_t first = relations;
      for (std::size_t i = 0; i < relations; ++i)
        if (!part.of[i].is_zero()) {
          if (first == relations) first = i;
          root[find(i)] = find(first);
        }
      return first;
    };
    std::vector<std::size_t> first(parts.size());
    for (std::size_t p = 0; p < parts.size(); ++p) first[p] = first_in(parts[p]);

    std::map<std::size_t, Cluster> by_root;
    for (std::size_t i = 0; i < relations; ++i) by_root[find(i)].relations.push_back(i);
    for (std::size_t p = 0; p < parts.size(); ++p)
      if (first[p] < relations) by_root[find(first[p])].parts.push_back(std::move(parts[p]));
    std::vector<Cluster> result;
    for (auto& [at, cluster] : by_root) {
      for (Part& part : cluster.parts) {
        std::vector<BitVector> chosen;
        for (const std::size_t i : cluster.relations) chosen.push_back(std::move(part.of[i]));
        part.of = std::move(chosen);
      }
      result.push_back(std::move(cluster));
    }
    return result;
  }

  /// Steps 3 to 5.
  void settle(const Grade<N>& grade, const std::vector<std::size_t>& relations, std::vector<Part> parts) {
    for (std::size_t p = 0; p < parts.size() && parts.size() > 1;) {
      if (cleared(grade, parts, p))
        parts.erase(parts.begin() + std::ptrdiff_t(p));
      else
        ++p;
    }
    if (relations.size() > 1) reduce(grade, parts, relations.size());
    for (auto& [together, cluster] : clusters(parts, relations.size())) {
      const bool is_joined = cluster.size() > 1;
      const Index joined = join(grade, together.size(), std::move(cluster));
      if (is_joined && together.size() > 1) split(joined);
    }
  }

  bool cleared(const Grade<N>& grade, const std::vector<Part>& parts, std::size_t p) {
    std::vector<const Block*> others;
    std::vector<Index> number;
    typename HomSystem<N>::Elements elements{grade, std::vector<std::vector<BitVector>>(parts[p].of.size())};
    for (std::size_t q = 0; q < parts.size(); ++q) {
      if (q == p) continue;
      others.push_back(blocks_[parts[q].block].get());
      number.push_back(parts[q].block);
      for (std::size_t i = 0; i < parts[q].of.size(); ++i) elements.of[i].push_back(parts[q].of[i]);
    }
    const Block& block = *blocks_[parts[p].block];
    const auto mapping = HomSystem<N>(others, block, elements, limit_, context_).mapping_to(parts[p].of);
    if (!mapping) return false;
    for (const auto& [source, generator, image] : *mapping)
      change_.add_coordinate(others[source]->generators[generator], block.generators[image]);
    return true;
  }

  /// The largest block takes up the others and the relations. Returns its number.
  Index join(const Grade<N>& grade, std::size_t relations, std::vector<Part> parts) {
    std::ranges::stable_sort(parts, std::greater(), [&](const Part& part) { return blocks_[part.block]->size(); });
    const Index number = parts[0].block;
    Block& joined = *blocks_[number];
    std::vector<IndexSet> sums(relations);
    for (const Part& part : parts) {
      const Index first = part.block == number ? 0 : joined.size();
      for (std::size_t i = 0; i < relations; ++i)
        part.of[i].for_each([&](Index generator) { sums[i].push_back(first + generator); });
      if (part.block == number) continue;
      // that a joined block is indecomposable rests on its parts being so
      if (unproven_.erase(blocks_[part.block].get()) > 0) unproven_.insert(&joined);
      joined.append(std::move(*blocks_[part.block]));
      blocks_[part.block].reset();
      number_generators(number, first);
    }
    for (IndexSet& sum : sums) limit_.spend(double(joined.add_relation(grade, std::move(sum))));
    return number;
  }

  void number_generators(Index number, Index first) {
    for (Index i = first; i < blocks_[number]->size(); ++i) {
      block_of_[blocks_[number]->generators[i]] = number;
      place_of_[blocks_[number]->generators[i]] = i;
    }
  }

  Index place(std::unique_ptr<Block> block) {
    const auto number = Index(blocks_.size());
    blocks_.push_back(std::move(block));
    number_generators(number, 0);
    return number;
  }

  /// Step 5. The generators of the parts take over the numbers of those of the block.
  void split(Index number) {
    const Block whole = *blocks_[number];
    auto splitting = split_by_endomorphisms(whole, limit_, context_);
    if (splitting.parts.size() == 1) {
      unproven_.erase(blocks_[number].get());
      if (!splitting.parts[0].is_proven) unproven_.insert(blocks_[number].get());
      return;
    }
    BitSystem basis(whole.size(), whole.size());
    std::vector<Index> renumbered(whole.size());  // new generator -> number
    Index next = 0;
    std::vector<std::size_t> first;
    std::vector<char> is_taken(whole.size(), 0);
    for (auto& part : splitting.parts) {
      first.push_back(next);
      for (std::size_t i = 0; i < part.basis.size(); ++i) {
        basis.add(part.basis[i]);
        for (Index g = 0; g < whole.size(); ++g)
          if (!is_taken[g] && whole.generator_grades[g] == part.block.generator_grades[i]) {
            is_taken[g] = 1;
            renumbered[next] = g;
            break;
          }
        ++next;
      }
    }
    std::vector<BitVector> images;
    for (Index g = 0; g < whole.size(); ++g) {
      BitVector unit(whole.size()), image(whole.size());
      unit.toggle(g);
      basis.solve(std::move(unit))->for_each([&](Index i) { image.toggle(renumbered[i]); });
      images.push_back(std::move(image));
    }
    change_.replace(whole.generators, images);

    unproven_.erase(blocks_[number].get());
    blocks_[number].reset();
    for (std::size_t p = 0; p < splitting.parts.size(); ++p) {
      auto block = std::make_unique<Block>(std::move(splitting.parts[p].block));
      for (Index i = 0; i < block->size(); ++i) block->generators[i] = whole.generators[renumbered[first[p] + i]];
      const Index placed = place(std::move(block));
      if (!splitting.parts[p].is_proven) unproven_.insert(blocks_[placed].get());
    }
  }

  const Presentation<N>& module_;
  WorkLimit& limit_;
  const Context& context_;
  BasisChange change_;
  std::vector<std::unique_ptr<Block>> blocks_;  // null: joined or split
  std::vector<Index> block_of_, place_of_;      // of each generator
  std::set<const Block*> unproven_;             // only asked whether they hold a block
};

/// With rows and columns in colexicographic order.
template <int N>
GradedMatrix<N> matrix_of(const ModuleBlock<N>& block, std::vector<Index>& row_order) {
  row_order = colexicographic_order(block.generator_grades);
  std::vector<Index> place(block.size());
  GradedMatrix<N> matrix;
  for (Index i = 0; i < row_order.size(); ++i) {
    place[row_order[i]] = i;
    matrix.row_grades.push_back(block.generator_grades[row_order[i]]);
  }
  for (const Index r : colexicographic_order(block.relation_grades)) {
    IndexSet rows;
    for (const Index g : block.relations[r]) rows.push_back(place[g]);
    std::ranges::sort(rows);
    matrix.append(block.relation_grades[r], rows);
  }
  return matrix;
}

/// The sums of old generators that new ones are: the inverse of the change of coordinates, by substitution in the order
/// of the grades.
template <int N>
std::vector<IndexSet> new_generators(const BasisChange& change, Index size, const Context& context) {
  std::vector<BitVector> images(size, BitVector(size));
  BitSystem system(size, size);
  for (Index old = 0; old < size; ++old) {
    context.check();
    for (const Index coordinate : change.image(old)) images[old].toggle(coordinate);
    system.add(images[old]);
  }
  std::vector<IndexSet> result(size);
  for (Index g = 0; g < size; ++g) {
    context.check();
    BitVector unit(size);
    unit.toggle(g);
    system.solve(std::move(unit))->for_each([&](Index old) { result[g].push_back(old); });
  }
  return result;
}

}  // namespace

template <int N>
std::optional<IndecomposableDecomposition<N>> limited_indecomposables(const Presentation<N>& given,
                                                                      const IndecomposablesOptions& options,
                                                                      const Context& context) {
  if (options.cycles) require_cycles(given);
  const Presentation<N> module = minimal_presentation(given, {}, context);
  WorkLimit limit(options.work_limit);
  Decomposer<N> decomposer(module, limit, context);
  try {
    decomposer.run();
  } catch (const WorkLimit::Passed&) {
    return std::nullopt;
  }

  struct Item {
    typename IndecomposableDecomposition<N>::Block block;
    std::vector<Index> generators;  // as numbered in the module, in the order of the rows
  };
  std::vector<Item> items;
  for (const auto& block : decomposer.blocks()) {
    if (!block) continue;
    std::vector<Index> order;
    Item item{{matrix_of(*block, order), decomposer.is_proven(*block), {}}, {}};
    for (const Index i : order) item.generators.push_back(block->generators[i]);
    items.push_back(std::move(item));
  }
  const auto order_of = [](const std::vector<Grade<N>>& a, const std::vector<Grade<N>>& b) {
    return std::lexicographical_compare_three_way(
        a.begin(), a.end(), b.begin(), b.end(), [](const Grade<N>& x, const Grade<N>& y) { return x.rank <=> y.rank; });
  };
  std::vector<Index> order(items.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, [&](Index a, Index b) {
    const auto &x = items[a].block.matrix, &y = items[b].block.matrix;
    const auto rows = order_of(x.row_grades, y.row_grades);
    return rows != 0 ? rows < 0 : order_of(x.column_grades, y.column_grades) < 0;
  });

  IndecomposableDecomposition<N> result{.grid = module.grid, .degree = module.degree, .blocks = {}, .basis = {}};
  std::vector<IndexSet> sums;
  if (options.change_of_basis || options.cycles)
    sums = new_generators<N>(decomposer.change(), module.matrix.row_count(), context);
  if (options.change_of_basis) result.basis.row_grades = module.matrix.row_grades;
  for (const Index i : order) {
    Item& item = items[i];
    if (options.change_of_basis)
      for (const Index g : item.generators) result.basis.append(module.matrix.row_grades[g], sums[g]);
    if (options.cycles)
      for (const Index g : item.generators) item.block.cycles.push_back(sum_of_cycles(module.cycles, sums[g]));
    result.blocks.push_back(std::move(item.block));
  }
  return result;
}

template <int N>
IndecomposableDecomposition<N> indecomposables(const Presentation<N>& module, const IndecomposablesOptions& options,
                                               const Context& context) {
  if (auto decomposition = limited_indecomposables(module, options, context)) return std::move(*decomposition);
  throw Error(codes::over_budget, fmt::format("needs more than {} steps", options.work_limit), "raise the limit")
      .within("work_limit");
}

template std::optional<IndecomposableDecomposition<2>> limited_indecomposables(const Presentation<2>&,
                                                                               const IndecomposablesOptions&,
                                                                               const Context&);
template IndecomposableDecomposition<1> indecomposables(const Presentation<1>&, const IndecomposablesOptions&,
                                                        const Context&);
template IndecomposableDecomposition<2> indecomposables(const Presentation<2>&, const IndecomposablesOptions&,
                                                        const Context&);
template IndecomposableDecomposition<3> indecomposables(const Presentation<3>&, const IndecomposablesOptions&,
                                                        const Context&);
template IndecomposableDecomposition<4> indecomposables(const Presentation<4>&, const IndecomposablesOptions&,
                                                        const Context&);

}  // namespace tessera
