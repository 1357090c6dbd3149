"""The history of the schema, as Alembic scripts; ``bot.storage.migrations.upgrade`` runs them.

A new one: change ``bot/storage/schema``, run ``python -m bot.storage.migrations "what changes"``, and read
what came out. Alembic sees neither changed CHECKs and defaults nor what a change means for the rows. The tests compare
what all scripts together make with the schema, on both engines, and count the rows across each.

- A script stands alone: it imports nothing of the bot, whose types and codes will change.
- SQLite changes little in place: ``with op.batch_alter_table(...)`` rebuilds the table. Foreign keys are not
  enforced meanwhile, so nothing is lost by cascade, and they are checked at the end.
- A table that numbers its rows forgets to when it is rebuilt: give ``batch_alter_table`` the argument
  ``table_kwargs={"sqlite_autoincrement": True}``.
- A script that has landed is never edited, for operators' files were made by it: a test holds the hash of each. What
  it did wrong, the next one mends.
- Comments of tables and columns stay in ``bot/storage/schema``: stored, each change of a word would need a script.
"""
