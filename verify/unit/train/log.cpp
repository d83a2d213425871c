#include "train/log.hpp"

#include "unit/catch.hpp"

using namespace rccm::train;

TEST_CASE("epochs are logged as rows and as JSON, with nothing where there was no test") {
  const std::vector<EpochRow> epochs{{1, 0.01, 0.5, 90.25, 88.5}, {2, 0, 0.25, 92, {}}};
  CHECK(epochs_csv(epochs) ==
        "epoch,rate,loss,train_percent,test_percent\n"
        "1,0.010000,0.500000,90.250,88.500\n"
        "2,0.000000,0.250000,92.000,\n");
  CHECK(epochs_json(epochs).dump() ==
        R"([{"epoch":1,"rate":0.01,"loss":0.5,"train_percent":90.25,"test_percent":88.5},)"
        R"({"epoch":2,"rate":0.0,"loss":0.25,"train_percent":92.0,"test_percent":null}])");
}

TEST_CASE("the line of an epoch tells loss and accuracy") {
  CHECK(epoch_line({1, 0.01, 0.51234, 90.25, 88.5}, 3) ==
        "epoch 1 of 3: loss 0.5123, 90.25 % of the training images, 88.50 % of the test images");
  CHECK(epoch_line({2, 0.01, 0.5, 90, {}}, 3) == "epoch 2 of 3: loss 0.5000, 90.00 % of the training images");
}
