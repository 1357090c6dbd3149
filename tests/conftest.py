"""Databases for every room, fresh for each test.

Storage, and the services above it, are tested on both engines: a test that takes ``database`` runs twice. Where it says
nothing to PostgreSQL that others do not say as well, it is marked ``one_engine`` and runs on SQLite alone.
"""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.feeds import parser
from bot.services.circle import heavy
from bot.storage.database.engine import Database
from bot.ui.kit import painter
from tests.keeping import Keeper
from tests.storage.compiled import keep_what_is_compiled
from tests.storage.servers import EMPTY, Postgres, postgres, upgraded
from tests.tries import ORDINARY

ENGINES = ["sqlite", "postgresql"]
EVERY_ENGINE = "--every-engine"

settings.register_profile("test", settings.get_profile("ci"), max_examples=ORDINARY)
settings.register_profile(
    "soak",
    max_examples=40 * ORDINARY,
    derandomize=False,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("test")
# "ci" is Hypothesis' own: the same examples for the same test, whoever runs it and however slow the machine is. So a
# commit that has passed goes on passing; to look for what nobody has found yet is what ``make soak`` is for.


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """What one test has had compiled, the next finds compiled."""
    with pytest.MonkeyPatch.context() as patch:
        keep_what_is_compiled(patch)
        yield


@pytest.fixture(scope="session")
def keeper() -> Iterator[Keeper]:
    """Has the session's workers."""
    made = Keeper()
    yield made
    made.stop()


@pytest.fixture
def kept_workers(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeds are parsed, and pictures painted, by workers that other tests have started."""
    for module in (parser, heavy, painter):
        monkeypatch.setattr(module, "spawned", keeper.spawned)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded SQLite file. It is closed: its WAL is empty, and a copy of the file is all of it."""
    path = tmp_path_factory.mktemp("template") / "inklings.db"
    upgraded(f"sqlite:///{path}")
    return path


@pytest.fixture
async def sqlite_database(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An upgraded, empty SQLite database: enough for the rooms above storage."""
    path = tmp_path / "inklings.db"
    shutil.copyfile(sqlite_template, path)
    async with Database.open(f"sqlite:///{path}") as database:
        yield database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """The session's PostgreSQL."""
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """The address of an upgraded database, which each test finds empty: to make one takes ten times as long."""
    with postgres_server.database() as (_, url):
        upgraded(url)
        yield url


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    with server.database() as (_, url):
        yield url


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one option of ours."""
    parser.addoption(EVERY_ENGINE, action="store_true", help="tests marked one_engine run on PostgreSQL, too")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On which engines a test runs: on both, or if so marked on SQLite alone."""
    if "database_engine" in metafunc.fixturenames:
        one = metafunc.definition.get_closest_marker("one_engine") and not metafunc.config.getoption(EVERY_ENGINE)
        metafunc.parametrize("database_engine", ENGINES[:1] if one else ENGINES, indirect=True)


@pytest.fixture
def database_engine(request: pytest.FixtureRequest) -> str:
    """``"sqlite"`` or ``"postgresql"``: see ``pytest_generate_tests``."""
    engine: str = request.param
    return engine


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_engine: str, tmp_path: Path) -> Iterator[str]:
    """The address of an upgraded database without rows."""
    if database_engine == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_template"), tmp_path / "inklings.db")
        yield f"sqlite:///{tmp_path / 'inklings.db'}"
        return
    url: str = request.getfixturevalue("postgres_url")
    Postgres(url).run(EMPTY)
    yield url


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    """An open database without a schema."""
    async with Database.open(empty_url) as database:
        yield database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, upgraded database without rows."""
    async with Database.open(database_url) as database:
        yield database
