// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/assignment.hpp"
#include "persistence/priced_points.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace tessera {

/// Prices of things that cost all bidders the same: the two least.
class SharedPrices {
 public:
  explicit SharedPrices(std::size_t size) : prices_(size, 0.0) {
    while (leaves_ < size) leaves_ *= 2;
    winner_.assign(2 * leaves_, none);
    for (Index i = 0; i < size; ++i) winner_[leaves_ + i] = i;
    for (std::size_t node = leaves_; node-- > 1;) winner_[node] = cheaper(winner_[2 * node], winner_[2 * node + 1]);
  }

  double price(Index i) const { return prices_[i]; }
  double least() const { return prices_.empty() ? infinity : prices_[winner_[1]]; }

  void raise(Index i, double price) {
    prices_[i] = price;
    for (std::size_t node = (leaves_ + i) / 2; node > 0; node /= 2)
      winner_[node] = cheaper(winner_[2 * node], winner_[2 * node + 1]);
  }

  /// Shows the two cheapest to `best`, as numbers from `first` on.
  void find(Index first, TwoLeast& best) const {
    if (prices_.empty()) return;
    const Index least = winner_[1];
    best.see(first + least, prices_[least]);
    Index second = none;
    for (std::size_t node = leaves_ + least; node > 1; node /= 2) second = cheaper(second, winner_[node ^ 1]);
    if (second != none) best.see(first + second, prices_[second]);
  }

 private:
  Index cheaper(Index a, Index b) const {
    if (a == none || b == none) return a == none ? b : a;
    return prices_[b] < prices_[a] ? b : a;
  }

  std::size_t leaves_ = 1;
  std::vector<double> prices_;
  std::vector<Index> winner_;
};

/// Bertsekas's auction with prices in a k-d tree. Where points may stay alone, each brings a shadow to the other side:
/// bidders are the left points and the shadows of the right ones, objects the right points and the shadows of the left
/// ones. A point's own shadow costs what staying alone costs, two shadows cost nothing, a foreign shadow is not for
/// sale. Then all bidders get an object.
/// Invariant (e-complementary slackness): what a bidder has is within e of the best it could have at present prices.
template <int D>
class Auction {
 public:
  explicit Auction(const AssignmentProblem<D>& problem)
      : problem_(problem),
        has_shadows_(problem.may_stay_alone()),
        lefts_(Index(problem.left.size())),
        rights_(Index(problem.right.size())),
        rights_for_sale_(problem.right, problem.cost),
        shadows_for_sale_(has_shadows_ ? lefts_ : 0) {}

  /// Sells everything anew at present prices, which rise by `step` at least with every bid. False: stopped after
  /// `bids` bids; prices are of use even then.
  bool sell(double step, std::uint64_t bids, const Context& context) {
    owner_.assign(rights_ + (has_shadows_ ? lefts_ : 0), none);
    std::deque<Index> waiting;
    for (Index bidder = 0; bidder < owner_.size(); ++bidder) waiting.push_back(bidder);
    for (std::uint64_t bid = 0; !waiting.empty(); ++bid) {
      if (bid % 1024 == 0) context.check();
      if (bid == bids) return false;
      const Index bidder = waiting.front();
      waiting.pop_front();
      TwoLeast best = offers(bidder);
      if (best.next == infinity) best.next = best.value;
      raise(best.least, best.next - best.value + step);
      const Index former = std::exchange(owner_[best.least], bidder);
      if (former != none) waiting.push_back(former);
    }
    return true;
  }

  /// The left partners of the right points; `none`: alone. After a complete sale.
  std::vector<Index> partners() const {
    std::vector<Index> partner(rights_, none);
    for (Index j = 0; j < rights_; ++j)
      if (owner_[j] < lefts_) partner[j] = owner_[j];
    return partner;
  }

  /// The b_j of a certificate (assignment.hpp).
  std::vector<double> right_duals() const {
    std::vector<double> dual(rights_);
    const double reference = has_shadows_ && lefts_ > 0 ? shadows_for_sale_.least() : 0;
    for (Index j = 0; j < rights_; ++j) {
      dual[j] = reference - rights_for_sale_.price(j);
      if (has_shadows_) dual[j] = std::min(dual[j], problem_.right_alone[j]);
    }
    return dual;
  }

 private:
  TwoLeast offers(Index bidder) const {
    TwoLeast best;
    if (bidder < lefts_) {
      if (has_shadows_) best.see(rights_ + bidder, problem_.left_alone[bidder] + shadows_for_sale_.price(bidder));
      rights_for_sale_.find(problem_.left[bidder], best);
    } else {
      const Index right = bidder - lefts_;
      best.see(right, problem_.right_alone[right] + rights_for_sale_.price(right));
      shadows_for_sale_.find(rights_, best);
    }
    return best;
  }

  void raise(Index object, double by) {
    if (object < rights_)
      rights_for_sale_.raise(object, rights_for_sale_.price(object) + by);
    else
      shadows_for_sale_.raise(object - rights_, shadows_for_sale_.price(object - rights_) + by);
  }

  const AssignmentProblem<D>& problem_;
  bool has_shadows_;
  Index lefts_, rights_;
  PricedPoints<D> rights_for_sale_;
  SharedPrices shadows_for_sale_;
  std::vector<Index> owner_;  // of objects: right points, then shadows of left ones
};

}  // namespace tessera
