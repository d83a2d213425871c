#include "report/page_multipliers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "circuit/mapping.hpp"
#include "circuit/object_reader.hpp"
#include "circuit/presets.hpp"
#include "report/circuit_svg.hpp"
#include "report/metrics.hpp"
#include "report/query_weights.hpp"
#include "support/shell_word.hpp"

namespace rccm::report {
namespace {

// Drawings take most of a page; beyond this much a page says how to draw the others.
constexpr std::size_t kMostDrawnBytes = 1'200'000;
// A page does not list what nobody reads: beyond this many select bits `rccm show --table` does.
constexpr int kMostListedBits = 12;
constexpr int kHistogramBins = 120;
constexpr double kMostSigmas = 5;  // an outlier would flatten everything else
constexpr std::array<const char*, 6> kKinds{"uniform", "plain", "powers", "published", "addnet", "native"};

// Six digits are more than a picture shows, and take a third of the room.
double rounded(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::fabs(value))) - 5);
  return std::round(value / unit) * unit;
}

// The weights' density over [-range, range], the mean bin having 1.
Json histogram(const std::string& name, const Distribution& weights) {
  const double range = std::min(weights.default_range(), kMostSigmas * weights.rms());
  const auto edge = [&](int i) { return range * (2.0 * i - kHistogramBins) / kHistogramBins; };
  Json masses = Json::array();
  for (int i = 0; i < kHistogramBins; ++i) {
    const double mass = std::max(0.0, weights.mass_above(edge(i)) - weights.mass_above(edge(i + 1)));
    masses.push_back(rounded(mass * kHistogramBins));
  }
  return {{"name", name}, {"range", range}, {"density", masses}};
}

std::string circuit_key(const Circuit& circuit, int luts, std::size_t levels) {
  return circuit.name + "|" + std::to_string(circuit.input_bits) + (circuit.input_signed ? "s" : "u") + "|" +
         std::to_string(stored_bits(circuit)) + "|" + std::to_string(luts) + "|" + std::to_string(levels);
}

bool is_same_multiplier(const Json& a, const Json& b) {
  return a["name"] == b["name"] && a["luts"] == b["luts"] && a["stored_bits"] == b["stored_bits"] &&
         a["levels"] == b["levels"];
}

void add_row(Json& view, Json row) {
  Json& rows = view["rows"];
  const auto known =
      std::find_if(rows.begin(), rows.end(), [&](const Json& other) { return is_same_multiplier(other, row); });
  if (known == rows.end()) {
    rows.push_back(std::move(row));
  } else if ((*known)["circuit"].is_null()) {
    (*known)["circuit"] = row["circuit"];
  }
}

// What no other beats in LUTs and SQNR.
void mark_front(Json& rows) {
  const auto beats = [](const Json& a, const Json& b) {
    if (a["luts"].is_null()) return false;
    const int a_luts = a["luts"];
    const int b_luts = b["luts"];
    const double a_sqnr = a["sqnr_db"];
    const double b_sqnr = b["sqnr_db"];
    return a_luts <= b_luts && a_sqnr >= b_sqnr && (a_luts < b_luts || a_sqnr > b_sqnr);
  };
  for (Json& row : rows) {
    row["on_front"] = !row["luts"].is_null() &&
                      std::none_of(rows.begin(), rows.end(), [&](const Json& other) { return beats(other, row); });
  }
}

// LUTs of 7-series; null where they were not measured.
Json luts_of(const ObjectReader& row) {
  if (row.at("luts").is_null()) return nullptr;
  const ObjectReader luts(row.at("luts"), row.place("luts"));
  luts.allow_only({"xc7", "xcup"});
  return luts.integer("xc7");
}

bool is_family(const std::string& name) {
  return name == "gaussian" || name == "laplace" || name == "uniform";
}

std::string weights_key(const std::string& name, const Json& query) {
  if (query.contains("dist") || is_family(name)) return name;
  return query.contains("weights") ? query["weights"].dump() : "of " + name;
}

}  // namespace

Json& PageMultipliers::view(const std::string& key, const std::string& weights, int input_bits, bool input_signed,
                            int histogram) {
  const std::string full = key + "|" + std::to_string(input_bits) + (input_signed ? "s" : "u");
  const auto known = std::find_if(views_.begin(), views_.end(), [&](const View& v) { return v.key == full; });
  if (known != views_.end()) return known->json;
  views_.push_back({full,
                    {{"weights", weights},
                     {"input_bits", input_bits},
                     {"input_signed", input_signed},
                     {"histogram", histogram < 0 ? Json(nullptr) : Json(histogram)},
                     {"files", Json::array()},
                     {"rows", Json::array()}}});
  return views_.back().json;
}

int PageMultipliers::add_weights(const std::string& key, const std::string& name, const Json& query,
                                 const std::string& where) {
  const auto known = std::find(weight_keys_.begin(), weight_keys_.end(), key);
  if (known != weight_keys_.end()) return static_cast<int>(known - weight_keys_.begin());
  std::optional<Distribution> weights = weights_of_query(query, where);
  std::string shown = name;
  if (!weights && given_) {
    weights = given_->distribution;
    shown = given_->name;
  }
  if (!weights) return -1;
  weight_keys_.push_back(key);
  weights_.push_back(histogram(shown, *weights));
  return static_cast<int>(weights_.size()) - 1;
}

int PageMultipliers::add_circuit(const CircuitFile& file, const std::string& name, std::size_t index) {
  const Circuit& circuit = file.circuit;
  const CoefficientSet set = coefficient_set(circuit);
  const Mapping mapping = map_circuit(circuit);
  const int luts = lut_count(mapping);
  const std::string key = circuit_key(circuit, luts, set.size());
  const auto known = std::find(circuit_keys_.begin(), circuit_keys_.end(), key);
  if (known != circuit_keys_.end()) return static_cast<int>(known - circuit_keys_.begin());

  const bool is_listed = select_bits(circuit) <= kMostListedBits;
  const std::string argument = shell_word(name) + (index > 0 ? " --index " + std::to_string(index) : "");
  Json json{{"name", circuit.name},
            {"set", is_listed ? Json(set) : Json::array()},
            {"table", is_listed ? Json(coefficient_table(circuit)) : Json::array()},
            {"select_bits", select_bits(circuit)},
            {"signless", circuit.signless},
            {"consumer_shift", circuit.consumer_shift},
            {"cells", circuit.cells.size()},
            {"depth", depth(circuit)},
            {"product_bits", mapping.cells.back().width()},
            {"show", "rccm show " + argument},
            {"emit", "rccm emit " + argument + " -o multiplier"}};
  std::string drawing = circuit_svg(circuit);
  // An XML declaration has no place within a page.
  drawing.erase(0, drawing.find("<svg"));
  json["drawing"] = nullptr;
  if (drawn_bytes_ + drawing.size() <= kMostDrawnBytes) {
    drawn_bytes_ += drawing.size();
    json["drawing"] = drawing;
  }
  circuit_keys_.push_back(key);
  circuits_.push_back(std::move(json));
  return static_cast<int>(circuits_.size()) - 1;
}

void PageMultipliers::add_circuits(const std::string& text, const Json& json, const std::string& name) {
  const Json query = json.contains("query") ? json["query"] : Json::object();
  const std::vector<CircuitFile> files = read_circuits(text, name);
  const bool is_list = json["schema"] == "rccm.circuits/1";
  if (is_list && !query.is_object()) throw input_error(name + ": query must be an object");
  const std::string named = weights_name(query);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const CircuitFile& file = files[i];
    const Candidate measured = candidate(file.circuit);
    Json row{{"name", measured.name},
             {"kind", to_text(measured.kind)},
             {"luts", measured.luts->xc7},
             {"stored_bits", measured.stored_bits},
             {"consumer_bits", measured.consumer_bits},
             {"levels", measured.set.size()},
             {"depth", *measured.depth}};
    const int drawn = add_circuit(file, name, is_list ? i + 1 : 0);
    row["circuit"] = drawn;
    std::optional<Metrics> metrics = file.metrics;
    std::string weights = named.empty() ? "weights that " + name + " does not name" : named;
    if (!metrics && given_ && named.empty()) {
      metrics = measure(measured.set, measured.name, given_->distribution);
      weights = given_->name;
    }
    if (!metrics) {
      unmeasured_.emplace_back(drawn, name);
      continue;
    }
    row["sqnr_db"] = metrics->sqnr_db;
    row["divergence"] = metrics->divergence;
    row["scale"] = metrics->scale;
    const std::string key = weights_key(weights, query);
    const int histogram = add_weights(key, weights, query, name);
    Json& target = view(key, weights, file.circuit.input_bits, file.circuit.input_signed, histogram);
    add_row(target, std::move(row));
    if (target["files"].empty() || target["files"].back() != name) target["files"].push_back(name);
  }
}

int PageMultipliers::circuit_of_row(const Json& row, int input_bits, bool input_signed) {
  if (row["luts"].is_null()) return -1;
  const std::string name = row["name"];
  const std::string key = name + "|" + std::to_string(input_bits) + (input_signed ? "s" : "u") + "|" +
                          row["stored_bits"].dump() + "|" + row["luts"].dump() + "|" + row["levels"].dump();
  const auto known = std::find(circuit_keys_.begin(), circuit_keys_.end(), key);
  if (known != circuit_keys_.end()) return static_cast<int>(known - circuit_keys_.begin());
  const std::optional<Circuit> preset = preset_circuit(name, input_bits, input_signed);
  return preset && preset->input_bits == input_bits ? add_circuit({*preset, std::nullopt}, name, 0) : -1;
}

void PageMultipliers::add_comparison(const Json& json, const std::string& name) {
  const ObjectReader reader(json, name);
  reader.allow_only(
      {"schema", "query", "input_bits", "input_signed", "context", "lanes", "accumulator_bits", "weights", "rows"});
  const int input_bits = reader.integer("input_bits");
  const bool input_signed = reader.boolean("input_signed");
  if (input_bits < kMinInputBits || input_bits > kMaxInputBits) {
    throw input_error(reader.place("input_bits") + ": " + std::to_string(input_bits) + " is not within " +
                      std::to_string(kMinInputBits) + ".." + std::to_string(kMaxInputBits));
  }
  const Json query = reader.has("query") ? reader.at("query") : Json::object();
  const Json& weights = reader.array("weights");
  std::vector<Json*> views;
  for (std::size_t w = 0; w < weights.size(); ++w) {
    if (!weights[w].is_string()) throw input_error(element_place(name, "weights", w) + " must be a string");
    const std::string label = weights[w];
    // The first of the weights are those of the files, each of the others is a synthetic family.
    Json one = Json::object();
    if (w == 0 && query.contains("weights")) {
      one["weights"] = query["weights"];
    } else if (is_family(label)) {
      one["dist"] = label;
    }
    const std::string key = weights_key(label, one);
    views.push_back(&view(key, label, input_bits, input_signed, add_weights(key, label, one, name)));
    (*views.back())["files"].push_back(name);
  }
  const Json& rows = reader.array("rows");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ObjectReader row(rows[i], element_place(name, "rows", i));
    row.allow_only(
        {"name", "kind", "luts", "mac", "stored_bits", "consumer_bits", "levels", "depth", "metrics", "remark"});
    const std::string kind = row.string("kind");
    if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) {
      throw input_error(row.place("kind") + ": \"" + kind + "\" is not known: use the version of rccm that wrote it");
    }
    Json base{{"name", row.string("name")},
              {"kind", kind},
              {"luts", luts_of(row)},
              {"stored_bits", row.integer("stored_bits")},
              {"consumer_bits", row.integer("consumer_bits")},
              {"levels", row.integer("levels")},
              {"depth", row.at("depth").is_null() ? Json(nullptr) : Json(row.integer("depth"))}};
    if (row.has("remark")) base["remark"] = row.string("remark");
    const int circuit = circuit_of_row(base, input_bits, input_signed);
    base["circuit"] = circuit < 0 ? Json(nullptr) : Json(circuit);
    const Json& metrics = row.array("metrics");
    if (metrics.size() != weights.size()) {
      throw input_error(row.place("metrics") + ": has " + std::to_string(metrics.size()) + " entries for " +
                        std::to_string(weights.size()) + " weights");
    }
    for (std::size_t w = 0; w < metrics.size(); ++w) {
      const ObjectReader entry(metrics[w], element_place(row.where(), "metrics", w));
      entry.allow_only({"sqnr_db", "divergence", "scale", "on_front"});
      Json one = base;
      for (const char* key : {"sqnr_db", "divergence", "scale"}) one[key] = entry.number(key);
      add_row(*views[w], std::move(one));
    }
  }
}

void PageMultipliers::require_all_measured() const {
  for (const auto& [circuit, name] : unmeasured_) {
    const bool is_measured = std::any_of(views_.begin(), views_.end(), [&, index = circuit](const View& v) {
      const Json& rows = v.json["rows"];
      return std::any_of(rows.begin(), rows.end(), [&](const Json& row) { return row["circuit"] == index; });
    });
    if (!is_measured) {
      throw input_error(name +
                        ": has a circuit without metrics: pass --weights or --dist to measure it, or a "
                        "comparison that holds it");
    }
  }
}

Json PageMultipliers::finish() {
  require_all_measured();
  Json views = Json::array();
  for (View& entry : views_) {
    Json& rows = entry.json["rows"];
    mark_front(rows);
    std::stable_sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) {
      if (a["luts"].is_null() != b["luts"].is_null()) return b["luts"].is_null();
      if (a["luts"] != b["luts"]) return a["luts"] < b["luts"];
      return a["sqnr_db"] > b["sqnr_db"];
    });
    views.push_back(std::move(entry.json));
  }
  return {{"views", std::move(views)}, {"circuits", std::move(circuits_)}, {"weights", std::move(weights_)}};
}

}  // namespace rccm::report
