#include "support/error.hpp"
#include "train/trainer.hpp"

namespace rccm::train {

bool can_train() {
  return false;
}

TrainResult train(const network::Network& /*network*/, const data::Dataset& /*images*/, const data::Dataset& /*test*/,
                  const TrainParams& /*params*/, const TrainHooks& /*hooks*/) {
  throw Error(ErrorKind::kMissingTool,
              "this build of rccm cannot train, as there was no LibTorch: install it (tools/setup train; the Debian "
              "package is libtorch-dev) and build again with cmake -DRCCM_TRAIN=ON");
}

}  // namespace rccm::train
