// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include "tessera/pipeline/describe.hpp"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {

void add_list(CLI::App& program, Action& action) {
  struct Arguments {
    std::string room, pages;
    bool json = false, markdown = false;
  };
  auto* command = program.add_subcommand("list", "Names stages, readers and writers, a line each.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("ROOM", arguments->room, "only this room, such as geometry, read or write");
  auto* json = command->add_flag("--json", arguments->json, "everything about each, as JSON");
  auto* markdown =
      command->add_flag("--markdown", arguments->markdown, "everything about each, as Markdown")->excludes(json);
  command->add_option("--pages", arguments->pages, "write the reference to this folder, a page a kind of data")
      ->excludes(json)
      ->excludes(markdown);

  command->callback([arguments, &action] {
    action = [arguments] {
      const Catalog catalog = builtin_catalog();
      const auto& room = arguments->room;
      if (!arguments->pages.empty()) {
        write_reference(catalog, arguments->pages);
        return 0;
      }
      fmt::print("{}", arguments->json       ? list_json(catalog, room)
                       : arguments->markdown ? list_markdown(catalog, room)
                                             : list_text(catalog, room));
      return 0;
    };
  });
}

}  // namespace tessera::cli
