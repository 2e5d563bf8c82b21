// SPDX-License-Identifier: MIT
#include "tessera/exchange/kernels.hpp"

#include "exchange/extras.hpp"

namespace tessera::exchange {

std::string kernel_npz(const KernelMatrix& kernel, const FeatureExtras& extras) {
  check_extras(extras, kernel.size());
  NpzWriter npz;
  npz.add("K", npy_of({kernel.size(), kernel.size()}, kernel.values()));
  npz.add("ids", npy_of({kernel.size()}, kernel.ids()));
  add_labels_and_split(npz, extras);
  add_origin(npz, kernel.stability(), extras);
  return std::move(npz).finish();
}

}  // namespace tessera::exchange
