"""The entry point of the console command ``inklings``. It imports nothing at module level.

Worker processes are started with ``spawn``, which imports the command's script again without calling its ``main``. Each
worker would load everything that the script imports, such as SQLAlchemy and pydantic, without using it.
"""


def main() -> None:
    """Run the command line."""
    from bot.__main__ import main as command_line  # noqa: PLC0415 - see the module's docstring

    command_line()
