"""`python -m firsthand` is the command `firsthand`."""

import sys

from firsthand.front.cli import main

sys.exit(main())
