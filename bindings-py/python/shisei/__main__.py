from shisei.cli import run

run()
