"""The leaderboard as a member turns it, and the weekly post with its picture."""

from datetime import timedelta

from bot.domain.boards.weeks import Week, WeeklySettings
from bot.services.boards import weeks
from bot.ui.kit.layout import mention
from tests.cogs.painting import Painting
from tests.cogs.world import World, channel_without, circle_of, last, menu, shown


async def end_week(world: World) -> Week:
    """The open week ends, and everything that is due then is delivered."""
    now = world.parts.clock()
    week = await world.parts.database.write(weeks.save_settings, world.guild.id, WeeklySettings(active=True), now)
    world.later(week.ends_at - now + timedelta(minutes=1))
    await world.parts.database.write(weeks.close_due, world.guild.id, world.parts.clock())
    await world.env.advance_time(6)
    return week


async def test_a_board_is_turned_and_one_chooses_how_to_be_on_it(world: World) -> None:
    assert "Nobody yet" in shown(await world.ada.slash(world.lobby, "leaderboard"))
    circle = circle_of(world)
    await circle.note(world.ada.id, world.ben.id)
    note = await circle.note(world.ben.id, world.owner.id)
    await circle.help(note)
    board = await world.ada.slash(world.lobby, "leaderboard")
    assert last(board).ephemeral
    assert f"**1.** {mention(world.ada.id)}: 2 points" in shown(board)
    assert "You: 2 points, rank 1." in shown(board)
    assert "2 stories were talked about" in shown(board)
    assert "pending" not in shown(board)
    assert "2 more are pending" in shown(await world.ben.slash(world.lobby, "leaderboard", span="week"))
    board = await world.ada.select(last(board), ["helpful"], custom_id=menu(last(board), "board.board"))
    assert f"**1.** {mention(world.ben.id)}: helped 1 writer" in shown(board)
    assert "You: helped 0 writers, not on the board." in shown(board)
    for span, words in (("month", "weeks that end in it"), ("all", "All time"), ("challenge", "no challenge here")):
        board = await world.ada.select(last(board), [span], custom_id=menu(last(board), "board.span"))
        assert words in shown(board)
    board = await world.ada.select(last(board), ["anonymous"], custom_id=menu(last(board), "board.presence"))
    bens = await world.ben.slash(world.lobby, "leaderboard", span="all", board="readers")
    assert "somebody who stays unnamed: 1 writer" in shown(bens)
    assert str(world.ada.id) not in shown(bens)
    board = await world.ada.select(last(board), ["absent"], custom_id=menu(last(board), "board.presence"))
    alone = shown(await world.ada.slash(world.lobby, "leaderboard"))
    assert f"**1.** {mention(world.ben.id)}" in alone
    assert "You: 2 points, not on the board, as you chose." in alone


async def test_a_week_ends_with_a_post_and_its_picture(world: World, painting: Painting) -> None:
    await world.set_up()
    circle = circle_of(world)
    note = await circle.note(world.ada.id, world.ben.id)
    await circle.note(world.ben.id, world.ada.id)
    await end_week(world)
    await world.restart()
    await world.env.advance_time(6)
    (post,) = world.announced()
    assert "2 stories were talked about here" in post
    assert f"**1.** {mention(world.ada.id)}: 2 points" in post
    assert f"welcome to the circle: {mention(world.ada.id)} and {mention(world.ben.id)}" in post
    (message,) = world.stories.history()
    assert [file.filename for file in message.attachments] == ["board.png"]
    (picture,) = painting.asked
    assert [(line.rank, line.name, line.score) for line in picture.lines] == [(1, "ada", 2), (1, "ben", 2)]
    whole = await world.ada.click(message, label="The whole board")
    assert last(whole).ephemeral
    assert "how it stood at the end" in shown(whole)
    await circle.void(note)
    whole = await world.ben.click(message, label="The whole board")
    assert "Corrected since" in shown(whole)
    assert f"{mention(world.ada.id)}: 0 points now, a note was voided" in shown(whole)
    following = await world.ben.click(last(whole), label="The next week")
    assert "Nobody yet" in shown(following)
    assert f"{mention(world.ben.id)}: 2 points" in shown(
        await world.ben.click(last(following), label="The week before")
    )
    painting.broken = True
    await circle.note(world.ada.id, world.owner.id)
    await end_week(world)
    alone = world.stories.history()[-1]
    assert (len(painting.asked), alone.attachments) == (2, []), "without a picture the card goes alone"
    closed_to_files = channel_without(world.guild, "no-files", attach_files=False)
    await world.choose_channel(closed_to_files)
    await circle.note(world.ada.id, world.owner.id)
    await end_week(world)
    assert len(closed_to_files.history()) == 1, "a picture that would be refused does not take the post with it"
    assert len(painting.asked) == 2
