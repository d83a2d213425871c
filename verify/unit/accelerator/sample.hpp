#pragma once

#include "circuit/json.hpp"

namespace rccm::accelerator {

/// A small layer of random numbers, as a description.
inline Json sample_layer() {
  return Json::parse(R"({"schema": "rccm.layer/1", "name": "sample", "input": [4, 6, 6], "input_range": [-128, 127],
    "out_channels": 4, "kernel": [3, 3], "stride": [1, 1], "padding": [1, 1, 1, 1], "circuit": "addnet:2-add",
    "relu": true, "shift": 12, "range": [0, 127], "lanes": 2, "elements": 2, "seed": 1})");
}

}  // namespace rccm::accelerator
