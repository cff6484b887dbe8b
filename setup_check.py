"""Says in one line what is missing before a virtual environment can be made; runs on any Python 3."""

import sys


def missing():
    """What to do first, or an empty string."""
    if sys.version_info < (3, 11):
        return "Firsthand needs Python 3.11 or newer; this is %d.%d. Call make PYTHON=python3.11 (or newer)." % sys.version_info[:2]
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return "Python's venv is incomplete here. Install it: apt install python%d.%d-venv" % sys.version_info[:2]
    return ""


if __name__ == "__main__":
    advice = missing()
    if advice:
        sys.stderr.write(advice + "\n")
        sys.exit(1)
