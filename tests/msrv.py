"""Compares the Rust version that the library promises with what its dependencies ask for.

Only the pinned toolchain is there to compile with, so the promise is checked two ways: clippy's
`incompatible_msrv` lint looks at the standard library, this script at every dependency.
Reads `cargo metadata` from standard input.
"""

import json
import sys


def version(text):
    return tuple(int(part) for part in (text + ".0.0").split(".")[:3])


metadata = json.load(sys.stdin)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
core = next(p for p in metadata["packages"] if p["name"] == "shisei" and p["source"] is None)

reached, waiting = set(), [core["id"]]
while waiting:
    node = waiting.pop()
    if node in reached:
        continue
    reached.add(node)
    for dependency in nodes[node]["deps"]:
        if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"]):
            waiting.append(dependency["pkg"])

promise = core["rust_version"]
newer = [
    f"{packages[node]['name']} {packages[node]['version']} wants {packages[node]['rust_version']}"
    for node in sorted(reached)
    if packages[node]["rust_version"] and version(packages[node]["rust_version"]) > version(promise)
]
if newer:
    sys.exit(f"the promised Rust {promise} is not enough:\n  " + "\n  ".join(newer))
print(f"Rust {promise}: no dependency of the library wants a newer one ({len(reached)} looked at)")
