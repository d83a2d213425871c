#include "support/error.hpp"
#include "train/trainer.hpp"

namespace rccm::train {

bool can_train() {
  return false;
}

TrainResult train(const network::Network& /*network*/, const TrainingImages& /*images*/, const data::Dataset& /*test*/,
                  const TrainParams& /*params*/, const TrainHooks& /*hooks*/) {
  throw Error(ErrorKind::kMissingTool,
              "there is no rccm-train beside this program, as it was built without LibTorch: install that (tools/setup "
              "train; the Debian package is libtorch-dev) and build again with cmake -DRCCM_TRAIN=ON");
}

}  // namespace rccm::train
