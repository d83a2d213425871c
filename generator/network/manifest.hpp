#pragma once

#include <string>

#include "circuit/json.hpp"
#include "network/graph.hpp"

namespace rccm::network {

/// Whether a JSON document is a manifest: an object with layers and no schema.
[[nodiscard]] bool looks_like_manifest(const Json& json);

/// Reads a trained network from a manifest beside one .npy file per tensor. The manifest is an object with
/// - "network": its name;
/// - "input": {"shape": [channels, height, width], "preprocess": "(u8/255-mean)/std", "u8/255", "u8*0.00390625 (1/256)"
///   or "u8 as float, RGB, no scaling", and "mean" and "std" for the first};
/// - "layers": in order, each with "name", "op", "input" (names of outputs before, or "input") and "output". The
///   operations are conv and dwconv (OIHW "weight", "stride", "padding" as top, left, bottom, right, "groups"), linear
///   (OI), batchnorm ("weight", "bias", "mean", "var", "eps"), relu, maxpool and avgpool ("kernel", "stride"),
///   global_avgpool, add, flatten ("order": "CHW" or "HWC"), shortcut_a ("stride", "pad_channels" before and after)
///   and, at the end, softmax, which is left out. Tensors are named by their files.
/// Other keys tell people where the network is from and are passed over. Throws Error (kInput) naming the file and
/// layer.
[[nodiscard]] Network read_manifest(const Json& json, const std::string& path);

}  // namespace rccm::network
