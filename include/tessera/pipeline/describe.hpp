// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/catalog.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The stages, readers and writers of a catalog, or of one room of it ("geometry", "read", "write"): a line each, as
/// JSON (an array of what `describe_json` gives) or as Markdown, the stage reference. What this build lacks is listed
/// with the reason. Throws Error U101, with the nearest one, when nothing is in that room.
std::string list_text(const Catalog& catalog, std::string_view room = {});
std::string list_json(const Catalog& catalog, std::string_view room = {});
std::string list_markdown(const Catalog& catalog, std::string_view room = {});

/// Everything one stage, reader or writer says about itself. Throws Error U101, with the nearest name, when there is
/// none.
///
/// As JSON: "name", "kind" (reader, stage, writer), "summary", "source", "theorem", "notes", "unavailable" (null, or
/// why this build lacks it), "version", "random", "estimate", "fitted", "suffixes", "signatures" (each with "inputs"
/// and "outputs": name, meaning, type) and "parameters": key, meaning, kind, list, length, choices, relatives, minimum,
/// maximum and whether these are excluded, default (null: chosen by the function), default_text, required.
std::string describe_text(const Catalog& catalog, std::string_view name);
std::string describe_json(const Catalog& catalog, std::string_view name);

/// One page of the stage reference, as Markdown.
struct ReferencePage {
  std::string name;  // of the file, without folders
  std::string text;
};

/// The stage reference in pages: README.md names the kinds of data that flow between stages, KIND.md says of one what
/// it is, which readers and stages give it, which take it and which files it is written to, and stages.md is
/// `list_markdown`. Generated from the catalog alone.
std::vector<ReferencePage> reference_pages(const Catalog& catalog);
/// Writes them, all or none, into a folder that is made where there is none. Throws Error I501, I502 or I503.
void write_reference(const Catalog& catalog, const std::filesystem::path& folder);

/// A JSON Schema (draft 4) of pipeline files for this catalog: editors complete and check keys by it. Types of ports
/// and the graph are beyond it; `plan` checks them.
std::string json_schema(const Catalog& catalog);

}  // namespace tessera
