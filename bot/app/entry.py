"""The console command ``inklings``, as an entry that imports nothing.

Worker processes are started with ``spawn``, which runs the script of the command again (not its ``main``): whatever
that script imports at once, each worker would carry for nothing, SQLAlchemy and pydantic first of all.
"""


def main() -> None:
    """Hand over to the command line."""
    from bot.__main__ import main as command_line  # noqa: PLC0415 - see the module's docstring

    command_line()
