-- What is known of a store's articles, so that only new ones need reading. Kept beside the store; ids and decisions
-- cannot be computed anew, all else can.

CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS decisions (
  a    TEXT NOT NULL,
  b    TEXT NOT NULL,
  same INTEGER NOT NULL, -- 1: a person said the two profiles are one, 0: they are two
  PRIMARY KEY (a, b, same)
) STRICT, WITHOUT ROWID;

-- Facility ids of articles' facilities, from before everything else was dropped.
CREATE TABLE IF NOT EXISTS earlier (
  article  TEXT NOT NULL,
  facility TEXT NOT NULL,
  linked   TEXT NOT NULL,
  PRIMARY KEY (article, facility)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS articles (
  n         INTEGER PRIMARY KEY,
  digest    BLOB NOT NULL UNIQUE, -- of the record
  article   TEXT NOT NULL,
  source    TEXT NOT NULL,
  outlet    TEXT,
  published TEXT,
  relevant  INTEGER NOT NULL,
  text      INTEGER REFERENCES texts,
  relays    TEXT NOT NULL -- the outlets that it has its statements from
) STRICT;
CREATE INDEX IF NOT EXISTS articles_article ON articles (article);
CREATE INDEX IF NOT EXISTS articles_text ON articles (text);

-- Facilities word for word as articles describe them, each description once.
CREATE TABLE IF NOT EXISTS descriptions (
  id       INTEGER PRIMARY KEY,
  sighting TEXT NOT NULL UNIQUE,
  profile  TEXT NOT NULL REFERENCES profiles
) STRICT;
CREATE INDEX IF NOT EXISTS descriptions_profile ON descriptions (profile);

CREATE TABLE IF NOT EXISTS sightings (
  n           INTEGER NOT NULL REFERENCES articles,
  facility    TEXT NOT NULL,
  description INTEGER NOT NULL REFERENCES descriptions,
  PRIMARY KEY (n, facility)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sightings_description ON sightings (description);

CREATE TABLE IF NOT EXISTS profiles (
  id      TEXT PRIMARY KEY,
  profile TEXT NOT NULL,
  linked  TEXT -- the facility's id
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS profiles_linked ON profiles (linked);

CREATE TABLE IF NOT EXISTS owners (name TEXT NOT NULL, profile TEXT NOT NULL, PRIMARY KEY (name, profile)) STRICT, WITHOUT ROWID;

-- Names under which an article speaks of one company.
CREATE TABLE IF NOT EXISTS companies (n INTEGER NOT NULL, names TEXT NOT NULL, PRIMARY KEY (n, names)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS products (
  n        INTEGER NOT NULL,
  product  TEXT NOT NULL,
  name     TEXT NOT NULL,
  facility TEXT,
  PRIMARY KEY (n, product)
) STRICT, WITHOUT ROWID;

-- Profiles that share a key are compared; a key that too many share is split.
CREATE TABLE IF NOT EXISTS blocks (key TEXT NOT NULL, profile TEXT NOT NULL, PRIMARY KEY (key, profile)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS blocks_profile ON blocks (profile);
CREATE TABLE IF NOT EXISTS split_blocks (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Profiles that are alike.
CREATE TABLE IF NOT EXISTS pairs (
  a       TEXT NOT NULL,
  b       TEXT NOT NULL,
  score   REAL NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pairs_b ON pairs (b);

-- What became of them.
CREATE TABLE IF NOT EXISTS merges (
  a       TEXT NOT NULL,
  b       TEXT NOT NULL,
  score   REAL NOT NULL,
  reasons TEXT NOT NULL,
  decided INTEGER NOT NULL,
  made    INTEGER NOT NULL, -- 1: merged, 0: a person should look
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS merges_b ON merges (b);

CREATE TABLE IF NOT EXISTS statements (
  n         INTEGER NOT NULL,
  number    INTEGER NOT NULL,
  facility  TEXT,
  statement TEXT NOT NULL,
  blanked   TEXT, -- the statement without what could give an informant away, where that is another
  PRIMARY KEY (n, number)
) STRICT, WITHOUT ROWID;

-- What copies are known by; one row for a text, however often it was printed on one day.
CREATE TABLE IF NOT EXISTS texts (
  id        INTEGER PRIMARY KEY,
  article   TEXT NOT NULL,
  day       INTEGER, -- of publication, days since the year 1
  bands     BLOB NOT NULL,
  pairs     BLOB NOT NULL,
  content   BLOB NOT NULL,
  numbers   TEXT NOT NULL,
  names     TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS texts_article ON texts (article, ifnull(day, 0));

CREATE TABLE IF NOT EXISTS copies (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS copies_b ON copies (b);
