"""``python -m saphan.cli`` for a machine where the command is not on the path."""

import sys

from saphan.cli import main

sys.exit(main())
