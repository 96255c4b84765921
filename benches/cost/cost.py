"""What adding shisei to a program costs: processor seconds of a clean build, crates, size of the binary.

    python benches/cost/cost.py [--core core] [--release] [--features default|lean|A,B] …

Builds a three-line program from scratch in a folder of its own, with cargo's own defaults rather than
the profiles of this workspace. Downloads come first and are not counted.
"""

import argparse
import os
import resource
import subprocess
import tempfile
from pathlib import Path

PROGRAM = """\
fn main() -> Result<(), shisei::Error> {
    let sheet = shisei::AnswerSheet::new("five-basics").with("B1", "done");
    println!("{:?}", shisei::assess(&sheet)?.points);
    Ok(())
}
"""

# Scoring with the built-in frameworks, and nothing else.
LEAN = "catalog"


def manifest(core: Path, features: str) -> str:
    if features == "default":
        chosen = ""
    else:
        names = LEAN if features == "lean" else features
        listed = ", ".join(f'"{name}"' for name in names.split(","))
        chosen = f", default-features = false, features = [{listed}]"
    return f"""\
[package]
name = "cost"
edition = "2024"

[dependencies]
shisei = {{ path = "{core}"{chosen} }}

[workspace]
"""


def processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(folder: Path, *command: str) -> str:
    # What comes from the registry, as a user has it, cargo compiles without lints and never incrementally;
    # from a path it would do both.
    environment = {
        **os.environ,
        "CARGO_INCREMENTAL": "0",
        "RUSTFLAGS": "--cap-lints=allow",
        "CARGO_TARGET_DIR": str(folder / "target"),
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, check=True, text=True, stdout=subprocess.PIPE
    )
    return done.stdout


def crates(folder: Path) -> int:
    """Those that are compiled, build dependencies included, without the program itself."""
    tree = run(folder, "cargo", "tree", "--edges", "normal,build", "--prefix", "none", "--no-dedupe")
    return len({line.split(" (")[0] for line in tree.splitlines() if line.strip()}) - 1


def measure(core: Path, features: str, release: bool) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "src").mkdir()
        (folder / "src" / "main.rs").write_text(PROGRAM)
        (folder / "Cargo.toml").write_text(manifest(core, features))
        run(folder, "cargo", "fetch", "--quiet")
        before = processor_seconds()
        run(folder, "cargo", "build", "--quiet", *(["--release"] if release else []))
        seconds = processor_seconds() - before
        binary = folder / "target" / ("release" if release else "debug") / "cost"
        size = binary.stat().st_size / 1e6
        said = run(folder, str(binary)).strip()
        profile = "release" if release else "debug"
        return f"{features:24} {profile:8} {seconds:6.1f} s {crates(folder):4} crates {size:6.1f} MB   {said}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--core", type=Path, default=Path(__file__).parents[2] / "core")
    parser.add_argument("--release", action="store_true")
    parser.add_argument("--features", nargs="*", default=["default", "lean"])
    options = parser.parse_args()
    for features in options.features:
        print(measure(options.core.resolve(), features, options.release), flush=True)


if __name__ == "__main__":
    main()
