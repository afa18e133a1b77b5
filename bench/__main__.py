"""Every measurement, one after the other: `make bench`. Figures for people to read; nothing here can fail a build."""

import subprocess
import sys

for name in ("register_import", "ballots", "bulletin", "seal"):
    subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)
