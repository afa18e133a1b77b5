"""`python -m huasheng_vote.rules COMMAND FILE`: the rules calculator."""

import sys

from huasheng_vote.rules.calculator.main import main

if __name__ == "__main__":
    sys.exit(main())
