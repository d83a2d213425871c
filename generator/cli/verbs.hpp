#pragma once

#include <CLI/CLI.hpp>

namespace rccm::cli {

// One function a verb, each in its own file. It adds a subcommand to `app` with
// - a description of one sentence, in lower case and without a full stop;
// - options whose values have a type name; `FILE`, `FOLDER` or a name that begins with one of them completes to files,
//   `{a,b}` in it (CLI::IsMember adds that) to these choices;
// - a footer that begins with "Examples:";
// - a callback that does the work and throws rccm::Error where a user's input is at fault.
// A file that cannot be read is an input error (status 3): leave it to the reader, as CLI::ExistingFile would make it
// wrong use. build_app() adds --help and --quiet to each verb.

void add_compare(CLI::App& app);
void add_completion(CLI::App& app);
void add_emit(CLI::App& app);
void add_eval(CLI::App& app);
void add_fit(CLI::App& app);
void add_layer(CLI::App& app);
void add_man(CLI::App& app);
void add_merge(CLI::App& app);
void add_quantize(CLI::App& app);
void add_report(CLI::App& app);
void add_search(CLI::App& app);
void add_show(CLI::App& app);
void add_train(CLI::App& app);
void add_verify(CLI::App& app);

}  // namespace rccm::cli
