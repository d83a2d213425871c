#include "hdl/template.hpp"

#include <algorithm>
#include <deque>
#include <kainjow/mustache.hpp>
#include <map>
#include <set>
#include <stdexcept>

#include "hdl/embedded.hpp"

namespace rccm::hdl {
namespace {

namespace mustache = kainjow::mustache;

mustache::data convert(const Json& json) {
  if (json.is_object()) {
    mustache::data object{mustache::data::type::object};
    for (const auto& [key, value] : json.items()) object.set(key, convert(value));
    return object;
  }
  if (json.is_array()) {
    mustache::data list{mustache::data::type::list};
    for (const Json& item : json) list.push_back(convert(item));
    return list;
  }
  if (json.is_boolean()) return mustache::data{json.get<bool>()};
  if (json.is_string()) return mustache::data{json.get<std::string>()};
  return mustache::data{json.dump()};
}

// The library keeps or drops lines around sections by rules that depend on whether the section was rendered. Here a
// line that holds nothing but a section, comment or partial tag is dropped beforehand, and every other line begins with
// a mark that makes it count as text until the mark is removed from the result.
constexpr char kMark = '\x01';

bool is_standalone(std::string_view line) {
  while (line.starts_with(' ')) line.remove_prefix(1);
  while (line.ends_with(' ')) line.remove_suffix(1);
  return line.size() > 4 && line.starts_with("{{") && line.find("}}") == line.size() - 2 &&
         std::string_view("#^/>!").find(line[2]) != std::string_view::npos;
}

std::string prepare(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (is_standalone(line)) {
      result += line.substr(line.find("{{"), line.find("}}") + 2 - line.find("{{"));
    } else {
      result += kMark;
      result += line;
      if (end < text.size()) result += '\n';
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

// Looks keys up like the library does, but remembers those that are missing instead of rendering nothing.
class CheckingContext : public mustache::basic_context<std::string> {
 public:
  explicit CheckingContext(const mustache::data& root) { push(&root); }
  void push(const mustache::data* data) override { scopes_.push_front(data); }
  void pop() override { scopes_.pop_front(); }

  const mustache::data* get(const std::string& name) const override {
    if (name == ".") return scopes_.front();
    for (const mustache::data* scope : scopes_) {
      if (const mustache::data* found = scope->get(name)) return found;
    }
    missing_.insert(name);
    return nullptr;
  }

  const mustache::data* get_partial(const std::string& name) const override {
    const auto [found, is_new] = partials_.try_emplace(name, prepare(embedded_file(name)));
    return &found->second;
  }

  [[nodiscard]] const std::set<std::string>& missing() const { return missing_; }

 private:
  std::deque<const mustache::data*> scopes_;  // innermost first
  mutable std::set<std::string> missing_;
  mutable std::map<std::string, mustache::data> partials_;
};

// The names in all tags of a template and of the partials that it includes.
void collect_names(std::string_view text, std::set<std::string>& names) {
  for (std::size_t open = text.find("{{"); open != std::string_view::npos; open = text.find("{{", open)) {
    const std::size_t close = text.find("}}", open);
    if (close == std::string_view::npos) return;
    std::string_view tag = text.substr(open + 2, close - open - 2);
    const char kind = tag.empty() ? '\0' : tag.front();
    if (std::string_view("#^/>!&{").find(kind) != std::string_view::npos) tag.remove_prefix(1);
    while (tag.starts_with(' ')) tag.remove_prefix(1);
    while (tag.ends_with(' ')) tag.remove_suffix(1);
    if (kind == '>') {
      collect_names(embedded_file(tag), names);
    } else if (kind != '!') {
      names.emplace(tag);
    }
    open = close;
  }
}

void check_used(const Json& data, const std::set<std::string>& names, const std::string& template_name) {
  if (data.is_array()) {
    for (const Json& item : data) check_used(item, names, template_name);
  }
  if (!data.is_object()) return;
  for (const auto& [key, value] : data.items()) {
    if (!names.contains(key)) throw std::logic_error(template_name + ": no tag uses the key " + key);
    check_used(value, names, template_name);
  }
}

}  // namespace

std::string render_text(std::string_view text, const Json& data, const std::string& name) {
  std::set<std::string> names;
  collect_names(text, names);
  check_used(data, names, name);
  mustache::mustache engine{prepare(text)};
  engine.set_custom_escape([](const std::string& value) { return value; });
  const mustache::data root = convert(data);
  CheckingContext context(root);
  std::string result = engine.render(context);
  if (!engine.is_valid()) throw std::logic_error(name + ": " + engine.error_message());
  if (!context.missing().empty()) throw std::logic_error(name + ": no value for the key " + *context.missing().begin());
  std::erase(result, kMark);
  return result;
}

std::string render(std::string_view template_path, const Json& data) {
  return render_text(embedded_file(template_path), data, std::string(template_path));
}

}  // namespace rccm::hdl
