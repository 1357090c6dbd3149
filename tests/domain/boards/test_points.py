"""Points: the caps hold, order does not matter, trading gains nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boards.points import (
    HELPED_POINTS,
    NEW_AFTER,
    NEW_WRITER_POINTS,
    WAKING,
    WRITER_POINTS,
    WRITERS_A_WEEK,
    HelpFact,
    MemberWeek,
    NoteFact,
    mutual,
    settled,
    week_of,
)

UTC_ZONE = ZoneInfo("UTC")
ROME = ZoneInfo("Europe/Rome")
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ADA, BEN, CLEO, DAN = 1, 2, 3, 4

MOST = (WRITER_POINTS + NEW_WRITER_POINTS) * WRITERS_A_WEEK

MEMBERS = st.integers(1, 12)
INSTANTS = st.integers(0, 7 * 24 * 60 - 1).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
NOTES = st.lists(
    st.builds(
        NoteFact,
        id=st.integers(1, 10_000),
        at=INSTANTS,
        reader_id=MEMBERS,
        author_id=st.none() | MEMBERS,
        minutes=st.none() | st.integers(0, 600),
        void=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda note: note.id,
)
HELPS = st.lists(
    st.builds(
        HelpFact,
        note_id=st.integers(1, 10_000),
        at=INSTANTS,
        reader_id=MEMBERS,
        author_id=MEMBERS,
        counts=st.booleans(),
        void=st.booleans(),
    ),
    max_size=30,
)
KNOWN = st.dictionaries(MEMBERS, st.integers(0, 100).map(lambda days: MONDAY - timedelta(days=days)))


def note(number: int, author: int | None, *, reader: int = ADA, at: datetime = MONDAY, **other: object) -> NoteFact:
    return replace(NoteFact(number, at, reader, author), **other)  # type: ignore[arg-type]  # the fields of the fact


def helped(number: int, author: int, *, reader: int = ADA) -> HelpFact:
    return HelpFact(number, MONDAY, reader, author)


def week(
    notes: list[NoteFact],
    helps: list[HelpFact] | tuple[HelpFact, ...] = (),
    known: dict[int, datetime] | None = None,
    *,
    closed: bool = False,
) -> MemberWeek:
    return week_of(ADA, notes, helps, known=known or {}, zone=UTC_ZONE, closed=closed)


def test_a_week_of_reading() -> None:
    knew = {BEN: MONDAY - timedelta(days=20)}
    open_ = week([note(1, BEN), note(2, BEN), note(3, CLEO)], [helped(1, BEN), helped(3, CLEO)], knew)
    assert open_ == MemberWeek(writers=2, new_writers=1, helpful=2, points=3, pending=4)
    assert week([note(1, BEN), note(3, CLEO)], [helped(1, BEN)], knew, closed=True).points == 5


@pytest.mark.parametrize(
    "worthless",
    [note(1, ADA), note(1, None), note(1, BEN, void=True), note(1, BEN, reader=CLEO)],
    ids=["one's own story", "nobody's", "void", "somebody else's note"],
)
def test_what_counts_for_nothing(worthless: NoteFact) -> None:
    assert week([worthless]) == MemberWeek()


@pytest.mark.parametrize(("away", "new"), [(NEW_AFTER, 1), (NEW_AFTER - timedelta(minutes=1), 0)])
def test_a_writer_is_new_again_after_a_quarter(away: timedelta, new: int) -> None:
    assert week([note(1, BEN)], known={BEN: MONDAY - away}).new_writers == new


def test_a_day_has_only_its_waking_hours() -> None:
    most = int(WAKING.total_seconds()) // 60
    fills = [note(1, BEN, minutes=most), note(2, CLEO, minutes=1), note(3, DAN, at=MONDAY + timedelta(days=1))]
    assert week(fills).writers == 2, "what does not fit into the day does not count, the next day begins anew"
    assert week([note(1, BEN, minutes=most + 1), note(2, CLEO)]).writers == 1, "and keeps nothing else out"
    late = [note(1, BEN, minutes=most, at=MONDAY + timedelta(hours=22)), note(2, CLEO, at=MONDAY + timedelta(hours=23))]
    assert week_of(ADA, late, (), known={}, zone=UTC_ZONE, closed=False).writers == 1
    assert week_of(ADA, late, (), known={}, zone=ROME, closed=False).writers == 2, "midnight lies between them there"


def test_helping_each_other_voids_both_and_only_these() -> None:
    helps = [helped(1, BEN), helped(2, CLEO), helped(9, ADA, reader=BEN)]
    assert mutual(helps) == {frozenset({ADA, BEN})}
    assert week([], helps).pending == HELPED_POINTS
    assert week([], settled(helps), closed=True).points == HELPED_POINTS


def test_what_was_settled_stays_whatever_is_given_back_or_withdrawn_later() -> None:
    gives_back = helped(9, ADA, reader=BEN)
    alone = settled([helped(1, BEN)])
    assert week([], [*alone, gives_back], closed=True).points == HELPED_POINTS, "a help that comes too late voids none"
    both = settled([helped(1, BEN), gives_back])
    assert week([], both[:1], closed=True).points == 0, "taking one back afterwards does not make the other count"


@given(NOTES, HELPS, KNOWN, st.booleans())
def test_the_caps_hold(notes: list[NoteFact], helps: list[HelpFact], known: dict[int, datetime], closed: bool) -> None:
    found = week_of(ADA, notes, settled(helps) if closed else helps, known=known, zone=ROME, closed=closed)
    authors = {fact.author_id for fact in helps if fact.reader_id == ADA and fact.counts and not fact.void} - {ADA}
    assert found.points + found.pending <= MOST + HELPED_POINTS * len(authors)
    assert found.new_writers <= found.writers <= len({fact.author_id for fact in notes} - {None, ADA})
    assert found.helpful <= len(authors)
    assert found.pending == 0 or not closed


@given(NOTES, HELPS, KNOWN, st.randoms(use_true_random=False), st.booleans())
def test_the_order_in_which_facts_arrive_does_not_matter(
    notes: list[NoteFact], helps: list[HelpFact], known: dict[int, datetime], random: object, closed: bool
) -> None:
    before = week_of(ADA, notes, helps, known=known, zone=ROME, closed=closed)
    random.shuffle(notes)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    random.shuffle(helps)  # type: ignore[attr-defined]  # as above
    assert week_of(ADA, notes, helps, known=known, zone=ROME, closed=closed) == before


@given(NOTES, HELPS, st.data())
def test_a_void_note_is_as_if_it_were_not_and_restoring_it_restores(
    notes: list[NoteFact], helps: list[HelpFact], data: st.DataObject
) -> None:
    before = week(notes, helps)
    if not notes:
        return
    target = data.draw(st.sampled_from(notes))
    voided = [replace(each, void=True) if each.id == target.id else each for each in notes]
    without = [each for each in notes if each.id != target.id]
    assert week(voided, helps) == week(without, helps)
    restored = [replace(each, void=target.void) if each.id == target.id else each for each in voided]
    assert week(restored, helps) == before


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 5), st.integers(1, 5), st.booleans(), st.booleans())
def test_two_who_read_only_each_other_gain_nothing_by_it(  # noqa: PLR0917 - what may differ, each drawn
    by_ada: int, by_ben: int, to_ada: int, to_ben: int, knew: bool, verified: bool
) -> None:
    notes = [note(n, BEN) for n in range(by_ada)] + [note(100 + n, ADA, reader=BEN) for n in range(by_ben)]
    helps = [helped(n, BEN) for n in range(min(to_ada, by_ada))]
    helps += [replace(helped(100 + n, ADA, reader=BEN), counts=verified) for n in range(min(to_ben, by_ben))]
    known = {BEN: MONDAY - timedelta(days=1), CLEO: MONDAY - timedelta(days=1)} if knew else {}
    pair = week(notes, settled(helps), known, closed=True)
    one_other = week([note(1, CLEO)], known=known, closed=True)
    assert pair.points <= one_other.points, "one writer, however many notes and helps"


@given(NOTES, HELPS, NOTES, HELPS, KNOWN)
def test_an_accomplice_adds_at_most_one_help(
    notes: list[NoteFact],
    helps: list[HelpFact],
    more_notes: list[NoteFact],
    more_helps: list[HelpFact],
    known: dict[int, datetime],
) -> None:
    accomplice = 99
    acts = [replace(each, reader_id=accomplice, id=each.id + 20_000) for each in more_notes]
    gifts = [replace(each, author_id=accomplice) for each in more_helps]
    alone = week(notes, settled(helps), known, closed=True)
    aided = week(notes + acts, settled(helps + gifts), known, closed=True)
    assert aided.points <= alone.points + HELPED_POINTS
