"""What is written about the settings agrees with what they are: ``config.example.toml``, README, the Dockerfile.

``python -m tests.config.test_docs_of_settings`` prints the README's table.
"""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from bot.config.settings import Settings, expected, load
from bot.config.sources import PREFIX

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "config.example.toml"
NAMES = list(Settings.model_fields)
IN_A_FILE = [name for name in NAMES if name != "token"]
COMMENTED_OUT = re.compile(r"^# (?=[a-z_]+ = )", re.MULTILINE)


def default(name: str) -> str:
    """A setting's default as the table shows it."""
    each = Settings.model_fields[name]
    if each.is_required():
        return "none: set it"
    return "none" if each.default is None else f"`{each.default}`"


def settings_table() -> str:
    """The README's table of settings."""
    lines = ["| setting | takes | default | what it is for |", "| --- | --- | --- | --- |"]
    for name, each in Settings.model_fields.items():
        lines.append(f"| `{name}` | {expected(name)} | {default(name)} | {each.description} |")
    return "\n".join(lines)


def example(*, all_of_it: bool) -> dict[str, object]:
    """The example's values, also those commented out if wanted."""
    text = EXAMPLE.read_text()
    return tomllib.loads(COMMENTED_OUT.sub("", text) if all_of_it else text)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_described(name: str) -> None:
    description = Settings.model_fields[name].description
    assert description
    assert description.endswith(".")


def test_the_example_has_every_setting_and_nothing_else() -> None:
    assert sorted(example(all_of_it=True)) == sorted(IN_A_FILE)


@pytest.mark.parametrize("name", IN_A_FILE)
def test_the_example_explains_each_setting(name: str) -> None:
    """A paragraph of its own: words, among them its bounds, and then the line."""
    (paragraph,) = (each for each in EXAMPLE.read_text().split("\n\n") if re.search(rf"(?m)^(# )?{name} = ", each))
    *words, _line = paragraph.strip().splitlines()
    assert words
    assert all(each.startswith("# ") for each in words)
    bounds = re.findall(r"\d+", expected(name)) or expected(name).removeprefix("one of ").split(", ")
    assert [each for each in bounds if each != "text" and each not in " ".join(words)] == []


def test_the_example_shows_the_defaults_commented_out() -> None:
    fields = {name: Settings.model_fields[name] for name in IN_A_FILE}
    shown = example(all_of_it=True)
    optional = {name: each.default for name, each in fields.items() if not each.is_required()}
    assert {name: shown[name] for name in optional} == optional
    assert list(example(all_of_it=False)) == [name for name in fields if name not in optional]


@pytest.mark.parametrize("all_of_it", [False, True])
def test_the_example_loads(all_of_it: bool, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(COMMENTED_OUT.sub("", EXAMPLE.read_text()) if all_of_it else EXAMPLE.read_text())
    assert load(config, {}, secrets=tmp_path) == Settings(contact="you@example.org")


def test_the_readme_has_the_table() -> None:
    """Between two markers, so that the table can be made anew and the words around it stay."""
    between = re.search(r"<!-- settings -->\n(.*?)<!-- /settings -->", (ROOT / "README.md").read_text(), re.DOTALL)
    assert between, "README.md lacks the markers of the settings' table"
    rows = between.group(1).splitlines()
    wrong = [
        name
        for name in NAMES
        if not any(row.startswith(f"| `{name}` |") and f"| {default(name)} |" in row for row in rows)
    ]
    assert wrong == [], "`python -m tests.config.test_docs_of_settings` prints the table anew"


def test_the_dockerfile_sets_what_there_is() -> None:
    known = {PREFIX + name.upper() for name in NAMES}
    assert set(re.findall(r"INKLINGS_[A-Z_]+", (ROOT / "Dockerfile").read_text())) <= known


if __name__ == "__main__":
    sys.stdout.write(settings_table() + "\n")
