CREATE TABLE app_state (
    key TEXT NOT NULL CONSTRAINT ck_app_state_key CHECK (length(key) <= 100),
    value TEXT NOT NULL CONSTRAINT ck_app_state_value CHECK (length(value) <= 200),
    CONSTRAINT pk_app_state PRIMARY KEY (key)
);

CREATE TABLE feeds (
    id $identity NOT NULL,
    key TEXT NOT NULL CONSTRAINT ck_feeds_key CHECK (length(key) <= 200),
    url TEXT NOT NULL CONSTRAINT ck_feeds_url CHECK (length(url) <= 500),
    title TEXT DEFAULT '' NOT NULL CONSTRAINT ck_feeds_title CHECK (length(title) <= 300),
    user_id TEXT CONSTRAINT ck_feeds_user_id CHECK (length(user_id) <= 40),
    picture TEXT CONSTRAINT ck_feeds_picture CHECK (length(picture) <= 500),
    etag TEXT CONSTRAINT ck_feeds_etag CHECK (length(etag) <= 300),
    last_modified TEXT CONSTRAINT ck_feeds_last_modified CHECK (length(last_modified) <= 100),
    items_hash TEXT CONSTRAINT ck_feeds_items_hash CHECK (length(items_hash) <= 64),
    created_at BIGINT NOT NULL CONSTRAINT ck_feeds_created_at CHECK (created_at BETWEEN -62135596800000000 AND 253402300799999999),
    fetched_at BIGINT CONSTRAINT ck_feeds_fetched_at CHECK (fetched_at BETWEEN -62135596800000000 AND 253402300799999999),
    outcome TEXT CONSTRAINT ck_feeds_outcome CHECK (outcome IN ('read', 'unchanged', 'later', 'missing', 'refused', 'not_a_feed')),
    failures INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_feeds_failures CHECK (failures BETWEEN 0 AND 2147483647),
    missing_since BIGINT CONSTRAINT ck_feeds_missing_since CHECK (missing_since BETWEEN -62135596800000000 AND 253402300799999999),
    next_poll_at BIGINT NOT NULL CONSTRAINT ck_feeds_next_poll_at CHECK (next_poll_at BETWEEN -62135596800000000 AND 253402300799999999),
    rhythm TEXT CONSTRAINT ck_feeds_rhythm CHECK (length(rhythm) <= 500),
    pull INTEGER CONSTRAINT ck_feeds_pull CHECK (pull BETWEEN 0 AND 2147483647),
    CONSTRAINT pk_feeds PRIMARY KEY (id$autoincrement),
    CONSTRAINT uq_feeds_key UNIQUE (key)
);
CREATE INDEX ix_feeds_next_poll_at ON feeds (next_poll_at);

CREATE TABLE guilds (
    id BIGINT NOT NULL CONSTRAINT ck_guilds_id CHECK (id BETWEEN 1 AND 9223372036854775807),
    time_zone TEXT DEFAULT 'UTC' NOT NULL CONSTRAINT ck_guilds_time_zone CHECK (length(time_zone) <= 64),
    joined_at BIGINT NOT NULL CONSTRAINT ck_guilds_joined_at CHECK (joined_at BETWEEN -62135596800000000 AND 253402300799999999),
    left_at BIGINT CONSTRAINT ck_guilds_left_at CHECK (left_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_guilds PRIMARY KEY (id)
);
CREATE INDEX ix_guilds_left_at ON guilds (left_at);

CREATE TABLE stories (
    id TEXT NOT NULL CONSTRAINT ck_stories_id CHECK (length(id) <= 40),
    kind TEXT NOT NULL CONSTRAINT ck_stories_kind CHECK (kind IN ('story', 'response', 'unsure')),
    by_hand BOOLEAN DEFAULT FALSE NOT NULL CONSTRAINT ck_stories_by_hand CHECK (by_hand IN (TRUE, FALSE)),
    link TEXT NOT NULL CONSTRAINT ck_stories_link CHECK (length(link) <= 500),
    title TEXT NOT NULL CONSTRAINT ck_stories_title CHECK (length(title) <= 300),
    author_name TEXT NOT NULL CONSTRAINT ck_stories_author_name CHECK (length(author_name) <= 80),
    subtitle TEXT NOT NULL CONSTRAINT ck_stories_subtitle CHECK (length(subtitle) <= 300),
    picture TEXT CONSTRAINT ck_stories_picture CHECK (length(picture) <= 500),
    tags TEXT NOT NULL CONSTRAINT ck_stories_tags CHECK (length(tags) <= 10000),
    minutes INTEGER CONSTRAINT ck_stories_minutes CHECK (minutes BETWEEN 0 AND 2147483647),
    published_at BIGINT CONSTRAINT ck_stories_published_at CHECK (published_at BETWEEN -62135596800000000 AND 253402300799999999),
    updated_at BIGINT CONSTRAINT ck_stories_updated_at CHECK (updated_at BETWEEN -62135596800000000 AND 253402300799999999),
    first_seen_at BIGINT NOT NULL CONSTRAINT ck_stories_first_seen_at CHECK (first_seen_at BETWEEN -62135596800000000 AND 253402300799999999),
    dated_at BIGINT NOT NULL CONSTRAINT ck_stories_dated_at CHECK (dated_at BETWEEN -62135596800000000 AND 253402300799999999),
    fingerprint TEXT NOT NULL CONSTRAINT ck_stories_fingerprint CHECK (length(fingerprint) <= 64),
    CONSTRAINT pk_stories PRIMARY KEY (id)
);
CREATE INDEX ix_stories_dated_at ON stories (dated_at);

CREATE TABLE announcements (
    guild_id BIGINT NOT NULL,
    story_id TEXT NOT NULL,
    reason TEXT NOT NULL CONSTRAINT ck_announcements_reason CHECK (reason IN ('new', 'baseline', 'response', 'unsure', 'no_channel', 'channel_off', 'member_left', 'too_old', 'digest', 'roundup', 'by_author', 'others', 'known', 'edited', 'unchanged')),
    decided_at BIGINT NOT NULL CONSTRAINT ck_announcements_decided_at CHECK (decided_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_announcements PRIMARY KEY (guild_id, story_id),
    CONSTRAINT fk_announcements_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE,
    CONSTRAINT fk_announcements_story_id FOREIGN KEY (story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_announcements_newest ON announcements (guild_id, decided_at, story_id);
CREATE INDEX ix_announcements_story_id ON announcements (story_id);

CREATE TABLE announcing (
    guild_id BIGINT NOT NULL,
    cadence TEXT NOT NULL CONSTRAINT ck_announcing_cadence CHECK (cadence IN ('instant', 'daily', 'weekly')),
    digest_hour INTEGER NOT NULL CONSTRAINT ck_announcing_digest_hour CHECK (digest_hour BETWEEN 0 AND 2147483647),
    digest_weekday INTEGER NOT NULL CONSTRAINT ck_announcing_digest_weekday CHECK (digest_weekday BETWEEN 0 AND 2147483647),
    threads BOOLEAN NOT NULL CONSTRAINT ck_announcing_threads CHECK (threads IN (TRUE, FALSE)),
    quiet_from INTEGER CONSTRAINT ck_announcing_quiet_from CHECK (quiet_from BETWEEN 0 AND 2147483647),
    quiet_until INTEGER CONSTRAINT ck_announcing_quiet_until CHECK (quiet_until BETWEEN 0 AND 2147483647),
    daily_cap INTEGER NOT NULL CONSTRAINT ck_announcing_daily_cap CHECK (daily_cap BETWEEN 0 AND 2147483647),
    ping_role_id BIGINT CONSTRAINT ck_announcing_ping_role_id CHECK (ping_role_id BETWEEN 1 AND 9223372036854775807),
    week_start INTEGER NOT NULL CONSTRAINT ck_announcing_week_start CHECK (week_start BETWEEN 0 AND 2147483647),
    CONSTRAINT pk_announcing PRIMARY KEY (guild_id),
    CONSTRAINT fk_announcing_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);

CREATE TABLE audit (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL CONSTRAINT ck_audit_member_id CHECK (member_id BETWEEN 1 AND 9223372036854775807),
    actor_id BIGINT NOT NULL CONSTRAINT ck_audit_actor_id CHECK (actor_id BETWEEN 1 AND 9223372036854775807),
    act TEXT NOT NULL CONSTRAINT ck_audit_act CHECK (act IN ('void', 'restore', 'exclude', 'include', 'dismiss')),
    note_id INTEGER CONSTRAINT ck_audit_note_id CHECK (note_id BETWEEN 0 AND 2147483647),
    reason TEXT NOT NULL CONSTRAINT ck_audit_reason CHECK (length(reason) <= 500),
    done_at BIGINT NOT NULL CONSTRAINT ck_audit_done_at CHECK (done_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_audit PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_audit_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);
CREATE INDEX ix_audit_guild_id_id ON audit (guild_id, id);
CREATE INDEX ix_audit_guild_id_member_id ON audit (guild_id, member_id);

CREATE TABLE guild_channels (
    guild_id BIGINT NOT NULL,
    feature TEXT NOT NULL CONSTRAINT ck_guild_channels_feature CHECK (feature IN ('stories', 'digest', 'challenges', 'moderation', 'community')),
    channel_id BIGINT NOT NULL CONSTRAINT ck_guild_channels_channel_id CHECK (channel_id BETWEEN 1 AND 9223372036854775807),
    off TEXT CONSTRAINT ck_guild_channels_off CHECK (off IN ('gone', 'forbidden')),
    off_at BIGINT CONSTRAINT ck_guild_channels_off_at CHECK (off_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_guild_channels PRIMARY KEY (guild_id, feature),
    CONSTRAINT fk_guild_channels_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);

CREATE TABLE introduction_rounds (
    guild_id BIGINT NOT NULL,
    held_at BIGINT NOT NULL CONSTRAINT ck_introduction_rounds_held_at CHECK (held_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_introduction_rounds PRIMARY KEY (guild_id, held_at),
    CONSTRAINT fk_introduction_rounds_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);

CREATE TABLE introductions (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    introduced_at BIGINT NOT NULL CONSTRAINT ck_introductions_introduced_at CHECK (introduced_at BETWEEN -62135596800000000 AND 253402300799999999),
    thread_id BIGINT CONSTRAINT ck_introductions_thread_id CHECK (thread_id BETWEEN 1 AND 9223372036854775807),
    asked_at BIGINT CONSTRAINT ck_introductions_asked_at CHECK (asked_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_introductions PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_introductions_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);
CREATE INDEX ix_introductions_asked_at ON introductions (asked_at);
CREATE INDEX ix_introductions_guild_id_introduced_at ON introductions (guild_id, introduced_at);

CREATE TABLE members (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL CONSTRAINT ck_members_member_id CHECK (member_id BETWEEN 1 AND 9223372036854775807),
    known_since BIGINT NOT NULL CONSTRAINT ck_members_known_since CHECK (known_since BETWEEN -62135596800000000 AND 253402300799999999),
    left_at BIGINT CONSTRAINT ck_members_left_at CHECK (left_at BETWEEN -62135596800000000 AND 253402300799999999),
    time_zone TEXT CONSTRAINT ck_members_time_zone CHECK (length(time_zone) <= 64),
    about TEXT DEFAULT '' NOT NULL CONSTRAINT ck_members_about CHECK (length(about) <= 200),
    topics TEXT DEFAULT '[]' NOT NULL CONSTRAINT ck_members_topics CHECK (length(topics) <= 10000),
    announce TEXT DEFAULT 'announce' NOT NULL CONSTRAINT ck_members_announce CHECK (announce IN ('announce', 'digest_only', 'silent')),
    announce_paused_until BIGINT CONSTRAINT ck_members_announce_paused_until CHECK (announce_paused_until BETWEEN -62135596800000000 AND 253402300799999999),
    looked_at BIGINT CONSTRAINT ck_members_looked_at CHECK (looked_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_members PRIMARY KEY (guild_id, member_id),
    CONSTRAINT fk_members_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);
CREATE INDEX ix_members_left_at ON members (left_at);
CREATE INDEX ix_members_member_id ON members (member_id);

CREATE TABLE monthly_reports (
    guild_id BIGINT NOT NULL,
    month $word NOT NULL CONSTRAINT ck_monthly_reports_month CHECK (length(month) <= 7),
    made_at BIGINT NOT NULL CONSTRAINT ck_monthly_reports_made_at CHECK (made_at BETWEEN -62135596800000000 AND 253402300799999999),
    zone TEXT NOT NULL CONSTRAINT ck_monthly_reports_zone CHECK (length(zone) <= 64),
    formulas INTEGER NOT NULL CONSTRAINT ck_monthly_reports_formulas CHECK (formulas BETWEEN 0 AND 2147483647),
    numbers TEXT NOT NULL CONSTRAINT ck_monthly_reports_numbers CHECK (length(numbers) <= 10000),
    CONSTRAINT pk_monthly_reports PRIMARY KEY (guild_id, month),
    CONSTRAINT fk_monthly_reports_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);

CREATE TABLE publications (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    feed_id $reference NOT NULL,
    others BOOLEAN NOT NULL CONSTRAINT ck_publications_others CHECK (others IN (TRUE, FALSE)),
    paused BOOLEAN DEFAULT FALSE NOT NULL CONSTRAINT ck_publications_paused CHECK (paused IN (TRUE, FALSE)),
    added_at BIGINT NOT NULL CONSTRAINT ck_publications_added_at CHECK (added_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_publications PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_publications_feed_id FOREIGN KEY (feed_id) REFERENCES feeds (id) ON DELETE CASCADE,
    CONSTRAINT fk_publications_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE,
    CONSTRAINT uq_publications_guild_id_feed_id UNIQUE (guild_id, feed_id)
);
CREATE INDEX ix_publications_feed_id ON publications (feed_id);

CREATE TABLE routes (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    tag TEXT CONSTRAINT ck_routes_tag CHECK (length(tag) <= 40),
    member_id BIGINT CONSTRAINT ck_routes_member_id CHECK (member_id BETWEEN 1 AND 9223372036854775807),
    channel_id BIGINT NOT NULL CONSTRAINT ck_routes_channel_id CHECK (channel_id BETWEEN 1 AND 9223372036854775807),
    ping_role_id BIGINT CONSTRAINT ck_routes_ping_role_id CHECK (ping_role_id BETWEEN 1 AND 9223372036854775807),
    off TEXT CONSTRAINT ck_routes_off CHECK (off IN ('gone', 'forbidden')),
    CONSTRAINT pk_routes PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_routes_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);
CREATE INDEX ix_routes_guild_id ON routes (guild_id);

CREATE TABLE sightings (
    feed_id $reference NOT NULL,
    story_id TEXT NOT NULL,
    seen_at BIGINT NOT NULL CONSTRAINT ck_sightings_seen_at CHECK (seen_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_sightings PRIMARY KEY (feed_id, story_id),
    CONSTRAINT fk_sightings_feed_id FOREIGN KEY (feed_id) REFERENCES feeds (id) ON DELETE CASCADE,
    CONSTRAINT fk_sightings_story_id FOREIGN KEY (story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_sightings_story_id ON sightings (story_id);

CREATE TABLE story_words (
    word $word NOT NULL CONSTRAINT ck_story_words_word CHECK (length(word) <= 40),
    story_id TEXT NOT NULL,
    CONSTRAINT pk_story_words PRIMARY KEY (word, story_id),
    CONSTRAINT fk_story_words_story_id FOREIGN KEY (story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_story_words_story_id ON story_words (story_id);

CREATE TABLE weekly_challenges (
    guild_id BIGINT NOT NULL,
    active BOOLEAN NOT NULL CONSTRAINT ck_weekly_challenges_active CHECK (active IN (TRUE, FALSE)),
    weekday INTEGER NOT NULL CONSTRAINT ck_weekly_challenges_weekday CHECK (weekday BETWEEN 0 AND 2147483647),
    hour INTEGER NOT NULL CONSTRAINT ck_weekly_challenges_hour CHECK (hour BETWEEN 0 AND 2147483647),
    goal INTEGER NOT NULL CONSTRAINT ck_weekly_challenges_goal CHECK (goal BETWEEN 0 AND 2147483647),
    event BOOLEAN NOT NULL CONSTRAINT ck_weekly_challenges_event CHECK (event IN (TRUE, FALSE)),
    CONSTRAINT pk_weekly_challenges PRIMARY KEY (guild_id),
    CONSTRAINT fk_weekly_challenges_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);

CREATE TABLE weeks (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    starts_at BIGINT NOT NULL CONSTRAINT ck_weeks_starts_at CHECK (starts_at BETWEEN -62135596800000000 AND 253402300799999999),
    ends_at BIGINT NOT NULL CONSTRAINT ck_weeks_ends_at CHECK (ends_at BETWEEN -62135596800000000 AND 253402300799999999),
    closed_at BIGINT CONSTRAINT ck_weeks_closed_at CHECK (closed_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_weeks PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_weeks_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE,
    CONSTRAINT uq_weeks_guild_id_starts_at UNIQUE (guild_id, starts_at)
);
CREATE INDEX ix_weeks_closed_at_ends_at ON weeks (closed_at, ends_at);

CREATE TABLE calls (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_calls_kind CHECK (kind IN ('co_author', 'beta_reader', 'guest_post', 'editor', 'publication', 'podcast', 'interview', 'translation', 'illustration', 'other')),
    title TEXT NOT NULL CONSTRAINT ck_calls_title CHECK (length(title) <= 100),
    words TEXT NOT NULL CONSTRAINT ck_calls_words CHECK (length(words) <= 1000),
    topics TEXT NOT NULL CONSTRAINT ck_calls_topics CHECK (length(topics) <= 10000),
    posted_at BIGINT NOT NULL CONSTRAINT ck_calls_posted_at CHECK (posted_at BETWEEN -62135596800000000 AND 253402300799999999),
    until BIGINT NOT NULL CONSTRAINT ck_calls_until CHECK (until BETWEEN -62135596800000000 AND 253402300799999999),
    closed_at BIGINT CONSTRAINT ck_calls_closed_at CHECK (closed_at BETWEEN -62135596800000000 AND 253402300799999999),
    reminded_at BIGINT CONSTRAINT ck_calls_reminded_at CHECK (reminded_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_calls PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_calls_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_calls_guild_id_member_id ON calls (guild_id, member_id);
CREATE INDEX ix_calls_guild_id_until ON calls (guild_id, until);

CREATE TABLE care_hints (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    hinted_at BIGINT NOT NULL CONSTRAINT ck_care_hints_hinted_at CHECK (hinted_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_care_hints PRIMARY KEY (guild_id, member_id),
    CONSTRAINT fk_care_hints_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);

CREATE TABLE challenges (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_challenges_kind CHECK (kind IN ('once', 'weekly')),
    week_id $reference,
    name TEXT NOT NULL CONSTRAINT ck_challenges_name CHECK (length(name) <= 80),
    theme TEXT NOT NULL CONSTRAINT ck_challenges_theme CHECK (length(theme) <= 300),
    tags TEXT NOT NULL CONSTRAINT ck_challenges_tags CHECK (length(tags) <= 10000),
    goal INTEGER NOT NULL CONSTRAINT ck_challenges_goal CHECK (goal BETWEEN 0 AND 2147483647),
    starts_at BIGINT NOT NULL CONSTRAINT ck_challenges_starts_at CHECK (starts_at BETWEEN -62135596800000000 AND 253402300799999999),
    ends_at BIGINT NOT NULL CONSTRAINT ck_challenges_ends_at CHECK (ends_at BETWEEN -62135596800000000 AND 253402300799999999),
    state TEXT NOT NULL CONSTRAINT ck_challenges_state CHECK (state IN ('draft', 'scheduled', 'running', 'closing', 'closed', 'called_off')),
    next_at BIGINT CONSTRAINT ck_challenges_next_at CHECK (next_at BETWEEN -62135596800000000 AND 253402300799999999),
    role_id BIGINT CONSTRAINT ck_challenges_role_id CHECK (role_id BETWEEN 1 AND 9223372036854775807),
    channel_id BIGINT CONSTRAINT ck_challenges_channel_id CHECK (channel_id BETWEEN 1 AND 9223372036854775807),
    thread_id BIGINT CONSTRAINT ck_challenges_thread_id CHECK (thread_id BETWEEN 1 AND 9223372036854775807),
    event BOOLEAN NOT NULL CONSTRAINT ck_challenges_event CHECK (event IN (TRUE, FALSE)),
    event_id BIGINT CONSTRAINT ck_challenges_event_id CHECK (event_id BETWEEN 1 AND 9223372036854775807),
    event_said TEXT CONSTRAINT ck_challenges_event_said CHECK (length(event_said) <= 64),
    event_due_at BIGINT CONSTRAINT ck_challenges_event_due_at CHECK (event_due_at BETWEEN -62135596800000000 AND 253402300799999999),
    created_by BIGINT CONSTRAINT ck_challenges_created_by CHECK (created_by BETWEEN 1 AND 9223372036854775807),
    created_at BIGINT NOT NULL CONSTRAINT ck_challenges_created_at CHECK (created_at BETWEEN -62135596800000000 AND 253402300799999999),
    reached INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_challenges_reached CHECK (reached BETWEEN 0 AND 2147483647),
    CONSTRAINT pk_challenges PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_challenges_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE,
    CONSTRAINT fk_challenges_week_id FOREIGN KEY (week_id) REFERENCES weeks (id) ON DELETE CASCADE,
    CONSTRAINT uq_challenges_week_id UNIQUE (week_id)
);
CREATE INDEX ix_challenges_event_due_at ON challenges (event_due_at);
CREATE INDEX ix_challenges_guild_id_state ON challenges (guild_id, state);
CREATE INDEX ix_challenges_next_at ON challenges (next_at);

CREATE TABLE claims (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    feed_id $reference NOT NULL,
    code TEXT NOT NULL CONSTRAINT ck_claims_code CHECK (length(code) <= 16),
    until BIGINT NOT NULL CONSTRAINT ck_claims_until CHECK (until BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_claims PRIMARY KEY (guild_id, member_id),
    CONSTRAINT fk_claims_feed_id FOREIGN KEY (feed_id) REFERENCES feeds (id) ON DELETE CASCADE,
    CONSTRAINT fk_claims_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_claims_feed_id ON claims (feed_id);

CREATE TABLE connections (
    guild_id BIGINT NOT NULL,
    reader_id BIGINT NOT NULL,
    author_id BIGINT NOT NULL CONSTRAINT ck_connections_author_id CHECK (author_id BETWEEN 1 AND 9223372036854775807),
    first_at BIGINT NOT NULL CONSTRAINT ck_connections_first_at CHECK (first_at BETWEEN -62135596800000000 AND 253402300799999999),
    last_at BIGINT NOT NULL CONSTRAINT ck_connections_last_at CHECK (last_at BETWEEN -62135596800000000 AND 253402300799999999),
    notes INTEGER NOT NULL CONSTRAINT ck_connections_notes CHECK (notes BETWEEN 0 AND 2147483647),
    helpful INTEGER NOT NULL CONSTRAINT ck_connections_helpful CHECK (helpful BETWEEN 0 AND 2147483647),
    CONSTRAINT pk_connections PRIMARY KEY (guild_id, reader_id, author_id),
    CONSTRAINT fk_connections_guild_id_reader_id FOREIGN KEY (guild_id, reader_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_connections_guild_id_author_id ON connections (guild_id, author_id);

CREATE TABLE dismissals (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    about_id BIGINT NOT NULL CONSTRAINT ck_dismissals_about_id CHECK (about_id BETWEEN 1 AND 9223372036854775807),
    dismissed_at BIGINT NOT NULL CONSTRAINT ck_dismissals_dismissed_at CHECK (dismissed_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_dismissals PRIMARY KEY (guild_id, member_id, about_id),
    CONSTRAINT fk_dismissals_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_dismissals_guild_id_about_id ON dismissals (guild_id, about_id);

CREATE TABLE exclusions (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    since BIGINT NOT NULL CONSTRAINT ck_exclusions_since CHECK (since BETWEEN -62135596800000000 AND 253402300799999999),
    actor_id BIGINT NOT NULL CONSTRAINT ck_exclusions_actor_id CHECK (actor_id BETWEEN 1 AND 9223372036854775807),
    reason TEXT NOT NULL CONSTRAINT ck_exclusions_reason CHECK (length(reason) <= 500),
    CONSTRAINT pk_exclusions PRIMARY KEY (guild_id, member_id),
    CONSTRAINT fk_exclusions_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);

CREATE TABLE growth_log (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    measure TEXT NOT NULL CONSTRAINT ck_growth_log_measure CHECK (measure IN ('followers', 'views', 'reads', 'read_ratio', 'earnings')),
    day $word NOT NULL CONSTRAINT ck_growth_log_day CHECK (length(day) <= 10),
    value INTEGER NOT NULL CONSTRAINT ck_growth_log_value CHECK (value BETWEEN 0 AND 2147483647),
    CONSTRAINT pk_growth_log PRIMARY KEY (guild_id, member_id, measure, day),
    CONSTRAINT fk_growth_log_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);

CREATE TABLE introduction_blocks (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    blocked_id BIGINT NOT NULL CONSTRAINT ck_introduction_blocks_blocked_id CHECK (blocked_id BETWEEN 1 AND 9223372036854775807),
    blocked_at BIGINT NOT NULL CONSTRAINT ck_introduction_blocks_blocked_at CHECK (blocked_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_introduction_blocks PRIMARY KEY (guild_id, member_id, blocked_id),
    CONSTRAINT fk_introduction_blocks_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_introduction_blocks_guild_id_blocked_id ON introduction_blocks (guild_id, blocked_id);

CREATE TABLE introduction_choices (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    since BIGINT NOT NULL CONSTRAINT ck_introduction_choices_since CHECK (since BETWEEN -62135596800000000 AND 253402300799999999),
    topics TEXT NOT NULL CONSTRAINT ck_introduction_choices_topics CHECK (length(topics) <= 10000),
    paused_until BIGINT CONSTRAINT ck_introduction_choices_paused_until CHECK (paused_until BETWEEN -62135596800000000 AND 253402300799999999),
    ignored INTEGER NOT NULL CONSTRAINT ck_introduction_choices_ignored CHECK (ignored BETWEEN 0 AND 2147483647),
    left_out BOOLEAN NOT NULL CONSTRAINT ck_introduction_choices_left_out CHECK (left_out IN (TRUE, FALSE)),
    CONSTRAINT pk_introduction_choices PRIMARY KEY (guild_id, member_id),
    CONSTRAINT fk_introduction_choices_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);

CREATE TABLE introduction_members (
    introduction_id $reference NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    answer TEXT CONSTRAINT ck_introduction_members_answer CHECK (answer IN ('met', 'planned', 'not_this_time')),
    answered_at BIGINT CONSTRAINT ck_introduction_members_answered_at CHECK (answered_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_introduction_members PRIMARY KEY (introduction_id, member_id),
    CONSTRAINT fk_introduction_members_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT fk_introduction_members_introduction_id FOREIGN KEY (introduction_id) REFERENCES introductions (id) ON DELETE CASCADE
);
CREATE INDEX ix_introduction_members_guild_id_member_id ON introduction_members (guild_id, member_id);

CREATE TABLE map_choices (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    chosen_at BIGINT NOT NULL CONSTRAINT ck_map_choices_chosen_at CHECK (chosen_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_map_choices PRIMARY KEY (guild_id, member_id),
    CONSTRAINT fk_map_choices_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);

CREATE TABLE member_totals (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    writers INTEGER NOT NULL CONSTRAINT ck_member_totals_writers CHECK (writers BETWEEN 0 AND 2147483647),
    new_writers INTEGER NOT NULL CONSTRAINT ck_member_totals_new_writers CHECK (new_writers BETWEEN 0 AND 2147483647),
    helpful INTEGER NOT NULL CONSTRAINT ck_member_totals_helpful CHECK (helpful BETWEEN 0 AND 2147483647),
    points INTEGER NOT NULL CONSTRAINT ck_member_totals_points CHECK (points BETWEEN 0 AND 2147483647),
    streak INTEGER NOT NULL CONSTRAINT ck_member_totals_streak CHECK (streak BETWEEN 0 AND 2147483647),
    longest_streak INTEGER NOT NULL CONSTRAINT ck_member_totals_longest_streak CHECK (longest_streak BETWEEN 0 AND 2147483647),
    streak_until BIGINT CONSTRAINT ck_member_totals_streak_until CHECK (streak_until BETWEEN -62135596800000000 AND 253402300799999999),
    last_week $word CONSTRAINT ck_member_totals_last_week CHECK (length(last_week) <= 10),
    graces INTEGER NOT NULL CONSTRAINT ck_member_totals_graces CHECK (graces BETWEEN 0 AND 2147483647),
    grace_week $word CONSTRAINT ck_member_totals_grace_week CHECK (length(grace_week) <= 10),
    CONSTRAINT pk_member_totals PRIMARY KEY (guild_id, member_id),
    CONSTRAINT fk_member_totals_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_member_totals_guild_id_points ON member_totals (guild_id, points);
CREATE INDEX ix_member_totals_guild_id_streak ON member_totals (guild_id, streak);

CREATE TABLE member_weeks (
    week_id $reference NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    writers INTEGER NOT NULL CONSTRAINT ck_member_weeks_writers CHECK (writers BETWEEN 0 AND 2147483647),
    new_writers INTEGER NOT NULL CONSTRAINT ck_member_weeks_new_writers CHECK (new_writers BETWEEN 0 AND 2147483647),
    helpful INTEGER NOT NULL CONSTRAINT ck_member_weeks_helpful CHECK (helpful BETWEEN 0 AND 2147483647),
    points INTEGER NOT NULL CONSTRAINT ck_member_weeks_points CHECK (points BETWEEN 0 AND 2147483647),
    pending INTEGER NOT NULL CONSTRAINT ck_member_weeks_pending CHECK (pending BETWEEN 0 AND 2147483647),
    zone TEXT CONSTRAINT ck_member_weeks_zone CHECK (length(zone) <= 64),
    CONSTRAINT pk_member_weeks PRIMARY KEY (week_id, member_id),
    CONSTRAINT fk_member_weeks_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT fk_member_weeks_week_id FOREIGN KEY (week_id) REFERENCES weeks (id) ON DELETE CASCADE
);
CREATE INDEX ix_member_weeks_guild_id_member_id ON member_weeks (guild_id, member_id);
CREATE INDEX ix_member_weeks_week_id_points ON member_weeks (week_id, points);

CREATE TABLE milestones (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_milestones_kind CHECK (kind IN ('stories', 'years', 'writing_streak', 'reading_streak', 'followers', 'earnings', 'publication', 'boosted', 'book', 'other')),
    amount INTEGER NOT NULL CONSTRAINT ck_milestones_amount CHECK (amount BETWEEN 0 AND 2147483647),
    words TEXT NOT NULL CONSTRAINT ck_milestones_words CHECK (length(words) <= 200),
    noticed_at BIGINT NOT NULL CONSTRAINT ck_milestones_noticed_at CHECK (noticed_at BETWEEN -62135596800000000 AND 253402300799999999),
    offered_at BIGINT CONSTRAINT ck_milestones_offered_at CHECK (offered_at BETWEEN -62135596800000000 AND 253402300799999999),
    shared_at BIGINT CONSTRAINT ck_milestones_shared_at CHECK (shared_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_milestones PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_milestones_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT uq_milestones_guild_id_member_id_kind_amount_words UNIQUE (guild_id, member_id, kind, amount, words)
);
CREATE INDEX ix_milestones_guild_id_shared_at ON milestones (guild_id, shared_at);

CREATE TABLE note_drafts (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    story_id TEXT NOT NULL CONSTRAINT ck_note_drafts_story_id CHECK (length(story_id) <= 40),
    link TEXT NOT NULL CONSTRAINT ck_note_drafts_link CHECK (length(link) <= 500),
    title TEXT NOT NULL CONSTRAINT ck_note_drafts_title CHECK (length(title) <= 300),
    visibility TEXT NOT NULL CONSTRAINT ck_note_drafts_visibility CHECK (visibility IN ('thread', 'author', 'private')),
    said TEXT NOT NULL CONSTRAINT ck_note_drafts_said CHECK (length(said) <= 2000),
    liked TEXT NOT NULL CONSTRAINT ck_note_drafts_liked CHECK (length(liked) <= 500),
    problem TEXT NOT NULL CONSTRAINT ck_note_drafts_problem CHECK (problem IN ('own_story', 'too_short', 'stock_phrase', 'repeated')),
    kept_until BIGINT NOT NULL CONSTRAINT ck_note_drafts_kept_until CHECK (kept_until BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_note_drafts PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_note_drafts_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT uq_note_drafts_guild_id_member_id_story_id UNIQUE (guild_id, member_id, story_id)
);
CREATE INDEX ix_note_drafts_kept_until ON note_drafts (kept_until);

CREATE TABLE notes (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    story_id TEXT NOT NULL CONSTRAINT ck_notes_story_id CHECK (length(story_id) <= 40),
    author_id BIGINT CONSTRAINT ck_notes_author_id CHECK (author_id BETWEEN 1 AND 9223372036854775807),
    link TEXT NOT NULL CONSTRAINT ck_notes_link CHECK (length(link) <= 500),
    title TEXT NOT NULL CONSTRAINT ck_notes_title CHECK (length(title) <= 300),
    author_name TEXT NOT NULL CONSTRAINT ck_notes_author_name CHECK (length(author_name) <= 80),
    minutes INTEGER CONSTRAINT ck_notes_minutes CHECK (minutes BETWEEN 0 AND 2147483647),
    visibility TEXT NOT NULL CONSTRAINT ck_notes_visibility CHECK (visibility IN ('thread', 'author', 'private')),
    said TEXT NOT NULL CONSTRAINT ck_notes_said CHECK (length(said) <= 2000),
    liked TEXT NOT NULL CONSTRAINT ck_notes_liked CHECK (length(liked) <= 500),
    noted_at BIGINT NOT NULL CONSTRAINT ck_notes_noted_at CHECK (noted_at BETWEEN -62135596800000000 AND 253402300799999999),
    edited_at BIGINT CONSTRAINT ck_notes_edited_at CHECK (edited_at BETWEEN -62135596800000000 AND 253402300799999999),
    hidden_at BIGINT CONSTRAINT ck_notes_hidden_at CHECK (hidden_at BETWEEN -62135596800000000 AND 253402300799999999),
    voided_at BIGINT CONSTRAINT ck_notes_voided_at CHECK (voided_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_notes PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_notes_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT uq_notes_guild_id_member_id_story_id UNIQUE (guild_id, member_id, story_id)
);
CREATE INDEX ix_notes_counting ON notes (guild_id, noted_at, member_id, author_id, story_id, voided_at);
CREATE INDEX ix_notes_guild_id_story_id ON notes (guild_id, story_id);
CREATE INDEX ix_notes_of_author ON notes (guild_id, author_id, noted_at, member_id, visibility, hidden_at);
CREATE INDEX ix_notes_reading ON notes (guild_id, member_id, noted_at, author_id, voided_at, story_id);

CREATE TABLE notice_choices (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_notice_choices_kind CHECK (length(kind) <= 40),
    way TEXT NOT NULL CONSTRAINT ck_notice_choices_way CHECK (way IN ('next_command', 'direct', 'off')),
    closed_at BIGINT CONSTRAINT ck_notice_choices_closed_at CHECK (closed_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_notice_choices PRIMARY KEY (guild_id, member_id, kind),
    CONSTRAINT fk_notice_choices_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);

CREATE TABLE plan_picks (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    story_id TEXT NOT NULL,
    author_id BIGINT NOT NULL CONSTRAINT ck_plan_picks_author_id CHECK (author_id BETWEEN 1 AND 9223372036854775807),
    day $word NOT NULL CONSTRAINT ck_plan_picks_day CHECK (length(day) <= 10),
    place INTEGER NOT NULL CONSTRAINT ck_plan_picks_place CHECK (place BETWEEN 0 AND 2147483647),
    reason TEXT NOT NULL CONSTRAINT ck_plan_picks_reason CHECK (reason IN ('topic', 'challenge', 'new_writer', 'little_read', 'liked_tag', 'turn', 'long_unread', 'fresh', 'unread')),
    swapped_at BIGINT CONSTRAINT ck_plan_picks_swapped_at CHECK (swapped_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_plan_picks PRIMARY KEY (guild_id, member_id, story_id),
    CONSTRAINT fk_plan_picks_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT fk_plan_picks_story_id FOREIGN KEY (story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_plan_picks_guild_id_member_id_day ON plan_picks (guild_id, member_id, day);
CREATE INDEX ix_plan_picks_story_id ON plan_picks (story_id);

CREATE TABLE profiles (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    feed_id $reference NOT NULL,
    identity TEXT NOT NULL CONSTRAINT ck_profiles_identity CHECK (length(identity) <= 240),
    name TEXT NOT NULL CONSTRAINT ck_profiles_name CHECK (length(name) <= 80),
    registered_at BIGINT NOT NULL CONSTRAINT ck_profiles_registered_at CHECK (registered_at BETWEEN -62135596800000000 AND 253402300799999999),
    verified_at BIGINT CONSTRAINT ck_profiles_verified_at CHECK (verified_at BETWEEN -62135596800000000 AND 253402300799999999),
    verify_code TEXT CONSTRAINT ck_profiles_verify_code CHECK (length(verify_code) <= 16),
    verify_until BIGINT CONSTRAINT ck_profiles_verify_until CHECK (verify_until BETWEEN -62135596800000000 AND 253402300799999999),
    pause TEXT CONSTRAINT ck_profiles_pause CHECK (pause IN ('moderator', 'identity_changed')),
    CONSTRAINT pk_profiles PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_profiles_feed_id FOREIGN KEY (feed_id) REFERENCES feeds (id) ON DELETE CASCADE,
    CONSTRAINT fk_profiles_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT uq_profiles_guild_id_feed_id UNIQUE (guild_id, feed_id),
    CONSTRAINT uq_profiles_guild_id_identity UNIQUE (guild_id, identity)
);
CREATE INDEX ix_profiles_feed_id ON profiles (feed_id);
CREATE INDEX ix_profiles_guild_id_member_id ON profiles (guild_id, member_id);

CREATE TABLE reading_choices (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    presence TEXT NOT NULL CONSTRAINT ck_reading_choices_presence CHECK (presence IN ('shown', 'anonymous', 'absent')),
    plan_hour INTEGER CONSTRAINT ck_reading_choices_plan_hour CHECK (plan_hour BETWEEN 0 AND 2147483647),
    planned_on $word CONSTRAINT ck_reading_choices_planned_on CHECK (length(planned_on) <= 10),
    CONSTRAINT pk_reading_choices PRIMARY KEY (guild_id, member_id),
    CONSTRAINT fk_reading_choices_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_reading_choices_plan_hour ON reading_choices (plan_hour);

CREATE TABLE remarks (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    about_id BIGINT NOT NULL CONSTRAINT ck_remarks_about_id CHECK (about_id BETWEEN 1 AND 9223372036854775807),
    said TEXT NOT NULL CONSTRAINT ck_remarks_said CHECK (length(said) <= 500),
    changed_at BIGINT NOT NULL CONSTRAINT ck_remarks_changed_at CHECK (changed_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_remarks PRIMARY KEY (guild_id, member_id, about_id),
    CONSTRAINT fk_remarks_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_remarks_guild_id_about_id ON remarks (guild_id, about_id);

CREATE TABLE saved_stories (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    story_id TEXT NOT NULL,
    saved_at BIGINT NOT NULL CONSTRAINT ck_saved_stories_saved_at CHECK (saved_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_saved_stories PRIMARY KEY (guild_id, member_id, story_id),
    CONSTRAINT fk_saved_stories_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT fk_saved_stories_story_id FOREIGN KEY (story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_saved_stories_story_id ON saved_stories (story_id);

CREATE TABLE topic_follows (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    tag TEXT NOT NULL CONSTRAINT ck_topic_follows_tag CHECK (length(tag) <= 40),
    muted BOOLEAN NOT NULL CONSTRAINT ck_topic_follows_muted CHECK (muted IN (TRUE, FALSE)),
    pings_left INTEGER CONSTRAINT ck_topic_follows_pings_left CHECK (pings_left BETWEEN 0 AND 2147483647),
    until BIGINT CONSTRAINT ck_topic_follows_until CHECK (until BETWEEN -62135596800000000 AND 253402300799999999),
    last_pinged_at BIGINT CONSTRAINT ck_topic_follows_last_pinged_at CHECK (last_pinged_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_topic_follows PRIMARY KEY (guild_id, member_id, tag),
    CONSTRAINT fk_topic_follows_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_topic_follows_guild_id_tag ON topic_follows (guild_id, tag);

CREATE TABLE boards (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL,
    week_id $reference,
    challenge_id $reference,
    board TEXT NOT NULL CONSTRAINT ck_boards_board CHECK (board IN ('points', 'readers', 'helpful', 'connections', 'streak')),
    talked_about INTEGER NOT NULL CONSTRAINT ck_boards_talked_about CHECK (talked_about BETWEEN 0 AND 2147483647),
    made_at BIGINT NOT NULL CONSTRAINT ck_boards_made_at CHECK (made_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_boards PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_boards_challenge_id FOREIGN KEY (challenge_id) REFERENCES challenges (id) ON DELETE CASCADE,
    CONSTRAINT fk_boards_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE,
    CONSTRAINT fk_boards_week_id FOREIGN KEY (week_id) REFERENCES weeks (id) ON DELETE CASCADE,
    CONSTRAINT uq_boards_challenge_id_board UNIQUE (challenge_id, board),
    CONSTRAINT uq_boards_week_id_board UNIQUE (week_id, board)
);
CREATE INDEX ix_boards_guild_id ON boards (guild_id);

CREATE TABLE call_interests (
    call_id $reference NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    said_at BIGINT NOT NULL CONSTRAINT ck_call_interests_said_at CHECK (said_at BETWEEN -62135596800000000 AND 253402300799999999),
    thread_id BIGINT CONSTRAINT ck_call_interests_thread_id CHECK (thread_id BETWEEN 1 AND 9223372036854775807),
    CONSTRAINT pk_call_interests PRIMARY KEY (call_id, member_id),
    CONSTRAINT fk_call_interests_call_id FOREIGN KEY (call_id) REFERENCES calls (id) ON DELETE CASCADE,
    CONSTRAINT fk_call_interests_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_call_interests_guild_id_member_id ON call_interests (guild_id, member_id);

CREATE TABLE note_answers (
    note_id $reference NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_note_answers_kind CHECK (kind IN ('helped', 'thanks')),
    guild_id BIGINT NOT NULL CONSTRAINT ck_note_answers_guild_id CHECK (guild_id BETWEEN 1 AND 9223372036854775807),
    reader_id BIGINT NOT NULL CONSTRAINT ck_note_answers_reader_id CHECK (reader_id BETWEEN 1 AND 9223372036854775807),
    author_id BIGINT NOT NULL CONSTRAINT ck_note_answers_author_id CHECK (author_id BETWEEN 1 AND 9223372036854775807),
    given_at BIGINT NOT NULL CONSTRAINT ck_note_answers_given_at CHECK (given_at BETWEEN -62135596800000000 AND 253402300799999999),
    counts BOOLEAN NOT NULL CONSTRAINT ck_note_answers_counts CHECK (counts IN (TRUE, FALSE)),
    mutual BOOLEAN DEFAULT FALSE NOT NULL CONSTRAINT ck_note_answers_mutual CHECK (mutual IN (TRUE, FALSE)),
    CONSTRAINT pk_note_answers PRIMARY KEY (note_id, kind),
    CONSTRAINT fk_note_answers_note_id FOREIGN KEY (note_id) REFERENCES notes (id) ON DELETE CASCADE
);
CREATE INDEX ix_note_answers_guild_id_author_id_given_at ON note_answers (guild_id, author_id, given_at);
CREATE INDEX ix_note_answers_guild_id_given_at ON note_answers (guild_id, given_at);
CREATE INDEX ix_note_answers_guild_id_reader_id_given_at ON note_answers (guild_id, reader_id, given_at);

CREATE TABLE note_reports (
    id $identity NOT NULL,
    guild_id BIGINT NOT NULL CONSTRAINT ck_note_reports_guild_id CHECK (guild_id BETWEEN 1 AND 9223372036854775807),
    note_id $reference NOT NULL,
    reporter_id BIGINT NOT NULL CONSTRAINT ck_note_reports_reporter_id CHECK (reporter_id BETWEEN 1 AND 9223372036854775807),
    reason TEXT NOT NULL CONSTRAINT ck_note_reports_reason CHECK (length(reason) <= 500),
    reported_at BIGINT NOT NULL CONSTRAINT ck_note_reports_reported_at CHECK (reported_at BETWEEN -62135596800000000 AND 253402300799999999),
    settled_at BIGINT CONSTRAINT ck_note_reports_settled_at CHECK (settled_at BETWEEN -62135596800000000 AND 253402300799999999),
    settled_by BIGINT CONSTRAINT ck_note_reports_settled_by CHECK (settled_by BETWEEN 1 AND 9223372036854775807),
    CONSTRAINT pk_note_reports PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_note_reports_note_id FOREIGN KEY (note_id) REFERENCES notes (id) ON DELETE CASCADE,
    CONSTRAINT uq_note_reports_note_id_reporter_id UNIQUE (note_id, reporter_id)
);
CREATE INDEX ix_note_reports_guild_id_settled_at ON note_reports (guild_id, settled_at);

CREATE TABLE participants (
    challenge_id $reference NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    joined_at BIGINT NOT NULL CONSTRAINT ck_participants_joined_at CHECK (joined_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_participants PRIMARY KEY (challenge_id, member_id),
    CONSTRAINT fk_participants_challenge_id FOREIGN KEY (challenge_id) REFERENCES challenges (id) ON DELETE CASCADE,
    CONSTRAINT fk_participants_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE
);
CREATE INDEX ix_participants_guild_id_member_id ON participants (guild_id, member_id);

CREATE TABLE board_corrections (
    id $identity NOT NULL,
    board_id $reference NOT NULL,
    guild_id BIGINT NOT NULL CONSTRAINT ck_board_corrections_guild_id CHECK (guild_id BETWEEN 1 AND 9223372036854775807),
    member_id BIGINT NOT NULL CONSTRAINT ck_board_corrections_member_id CHECK (member_id BETWEEN 1 AND 9223372036854775807),
    reason TEXT NOT NULL CONSTRAINT ck_board_corrections_reason CHECK (reason IN ('voided', 'restored', 'withdrawn', 'excluded', 'included')),
    score INTEGER NOT NULL CONSTRAINT ck_board_corrections_score CHECK (score BETWEEN 0 AND 2147483647),
    corrected_at BIGINT NOT NULL CONSTRAINT ck_board_corrections_corrected_at CHECK (corrected_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_board_corrections PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_board_corrections_board_id FOREIGN KEY (board_id) REFERENCES boards (id) ON DELETE CASCADE
);
CREATE INDEX ix_board_corrections_board_id ON board_corrections (board_id);
CREATE INDEX ix_board_corrections_guild_id_member_id ON board_corrections (guild_id, member_id);

CREATE TABLE board_lines (
    board_id $reference NOT NULL,
    guild_id BIGINT NOT NULL CONSTRAINT ck_board_lines_guild_id CHECK (guild_id BETWEEN 1 AND 9223372036854775807),
    member_id BIGINT NOT NULL CONSTRAINT ck_board_lines_member_id CHECK (member_id BETWEEN 1 AND 9223372036854775807),
    rank INTEGER NOT NULL CONSTRAINT ck_board_lines_rank CHECK (rank BETWEEN 0 AND 2147483647),
    score INTEGER NOT NULL CONSTRAINT ck_board_lines_score CHECK (score BETWEEN 0 AND 2147483647),
    CONSTRAINT pk_board_lines PRIMARY KEY (board_id, member_id),
    CONSTRAINT fk_board_lines_board_id FOREIGN KEY (board_id) REFERENCES boards (id) ON DELETE CASCADE
);
CREATE INDEX ix_board_lines_guild_id_member_id ON board_lines (guild_id, member_id);

CREATE TABLE outbox (
    id $identity NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_outbox_kind CHECK (length(kind) <= 40),
    guild_id BIGINT NOT NULL,
    member_id BIGINT,
    story_id TEXT,
    note_id $reference,
    challenge_id $reference,
    week_id $reference,
    report_id $reference,
    notice TEXT CONSTRAINT ck_outbox_notice CHECK (length(notice) <= 40),
    said TEXT DEFAULT '{}' NOT NULL CONSTRAINT ck_outbox_said CHECK (length(said) <= 10000),
    route_id $reference,
    key TEXT NOT NULL CONSTRAINT ck_outbox_key CHECK (length(key) <= 100),
    state TEXT NOT NULL CONSTRAINT ck_outbox_state CHECK (state IN ('pending', 'claimed', 'sent', 'waiting', 'withheld')),
    withheld TEXT CONSTRAINT ck_outbox_withheld CHECK (withheld IN ('member_left', 'profile_removed', 'too_late', 'by_author', 'empty', 'gathered', 'message_gone', 'switched_off')),
    channel_id BIGINT CONSTRAINT ck_outbox_channel_id CHECK (channel_id BETWEEN 1 AND 9223372036854775807),
    message_id BIGINT CONSTRAINT ck_outbox_message_id CHECK (message_id BETWEEN 1 AND 9223372036854775807),
    thread_id BIGINT CONSTRAINT ck_outbox_thread_id CHECK (thread_id BETWEEN 1 AND 9223372036854775807),
    attempts INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_outbox_attempts CHECK (attempts BETWEEN 0 AND 2147483647),
    not_before BIGINT NOT NULL CONSTRAINT ck_outbox_not_before CHECK (not_before BETWEEN -62135596800000000 AND 253402300799999999),
    news_until BIGINT CONSTRAINT ck_outbox_news_until CHECK (news_until BETWEEN -62135596800000000 AND 253402300799999999),
    claimed_at BIGINT CONSTRAINT ck_outbox_claimed_at CHECK (claimed_at BETWEEN -62135596800000000 AND 253402300799999999),
    tried_at BIGINT CONSTRAINT ck_outbox_tried_at CHECK (tried_at BETWEEN -62135596800000000 AND 253402300799999999),
    created_at BIGINT NOT NULL CONSTRAINT ck_outbox_created_at CHECK (created_at BETWEEN -62135596800000000 AND 253402300799999999),
    done_at BIGINT CONSTRAINT ck_outbox_done_at CHECK (done_at BETWEEN -62135596800000000 AND 253402300799999999),
    CONSTRAINT pk_outbox PRIMARY KEY (id$autoincrement),
    CONSTRAINT fk_outbox_challenge_id FOREIGN KEY (challenge_id) REFERENCES challenges (id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_guild_id FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_note_id FOREIGN KEY (note_id) REFERENCES notes (id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_report_id FOREIGN KEY (report_id) REFERENCES note_reports (id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_route_id FOREIGN KEY (route_id) REFERENCES routes (id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_story_id FOREIGN KEY (story_id) REFERENCES stories (id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_week_id FOREIGN KEY (week_id) REFERENCES weeks (id) ON DELETE CASCADE,
    CONSTRAINT uq_outbox_key UNIQUE (key)
);
CREATE INDEX ix_outbox_challenge_id ON outbox (challenge_id);
CREATE INDEX ix_outbox_guild_id_member_id ON outbox (guild_id, member_id);
CREATE INDEX ix_outbox_note_id ON outbox (note_id);
CREATE INDEX ix_outbox_report_id ON outbox (report_id);
CREATE INDEX ix_outbox_state_not_before ON outbox (state, not_before);
CREATE INDEX ix_outbox_story_id ON outbox (story_id);
CREATE INDEX ix_outbox_week_id ON outbox (week_id);

CREATE TABLE outbox_items (
    outbox_id $reference NOT NULL,
    story_id TEXT NOT NULL,
    guild_id BIGINT NOT NULL,
    member_id BIGINT,
    CONSTRAINT pk_outbox_items PRIMARY KEY (outbox_id, story_id),
    CONSTRAINT fk_outbox_items_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_items_outbox_id FOREIGN KEY (outbox_id) REFERENCES outbox (id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_items_story_id FOREIGN KEY (story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_outbox_items_guild_id_member_id ON outbox_items (guild_id, member_id);
CREATE INDEX ix_outbox_items_story_id ON outbox_items (story_id);
