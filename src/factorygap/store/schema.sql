PRAGMA application_id = 1179074896; -- "FGAP"
PRAGMA user_version = 1;

CREATE TABLE IF NOT EXISTS metadata (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS articles (
  id         INTEGER PRIMARY KEY, -- in the order of the records
  source     TEXT NOT NULL,
  article    TEXT NOT NULL,       -- sha256 of the text
  date       TEXT,
  title      TEXT,
  outlet     TEXT,
  byline     TEXT,
  dateline   TEXT,
  encoding   TEXT,
  relevant   INTEGER CHECK (relevant IN (0, 1)),
  characters INTEGER,
  text       TEXT,
  record     TEXT NOT NULL,       -- the whole record as JSON, its text left out
  UNIQUE (source, article)
) STRICT;
CREATE INDEX IF NOT EXISTS articles_date ON articles (date);

CREATE TABLE IF NOT EXISTS sentences (
  id         INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  start      INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  text       TEXT NOT NULL,
  UNIQUE (article_id, start, "end")
) STRICT;
CREATE VIRTUAL TABLE IF NOT EXISTS sentences_fts
  USING fts5(text, content='sentences', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER IF NOT EXISTS sentence_added AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER IF NOT EXISTS sentence_removed AFTER DELETE ON sentences BEGIN
  INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TABLE IF NOT EXISTS facilities (
  article_id       INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  facility         TEXT NOT NULL,
  plant_name       TEXT NOT NULL,
  other_names      TEXT,
  type             TEXT NOT NULL,
  part_of          TEXT,
  operator         TEXT,
  programme        TEXT,
  status           TEXT,
  status_detail    TEXT,
  municipality     TEXT,
  subnational_unit TEXT,
  country          TEXT,
  coordinates      TEXT,
  latitude         REAL,
  longitude        REAL,
  accuracy         TEXT,
  PRIMARY KEY (article_id, facility),
  FOREIGN KEY (article_id, part_of) REFERENCES facilities (article_id, facility)
) STRICT;
CREATE INDEX IF NOT EXISTS facilities_plant_name ON facilities (plant_name COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS facilities_country ON facilities (country, subnational_unit);

CREATE TABLE IF NOT EXISTS products (
  article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  product    TEXT NOT NULL,
  name       TEXT NOT NULL,
  facility   TEXT,
  role       TEXT NOT NULL,
  PRIMARY KEY (article_id, product),
  FOREIGN KEY (article_id, facility) REFERENCES facilities (article_id, facility)
) STRICT;
CREATE INDEX IF NOT EXISTS products_name ON products (name COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS products_facility ON products (article_id, facility);

CREATE TABLE IF NOT EXISTS actors (
  article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  actor      TEXT NOT NULL,
  name       TEXT NOT NULL,
  title      TEXT,
  category   TEXT NOT NULL,
  level      TEXT,
  PRIMARY KEY (article_id, actor)
) STRICT;
CREATE INDEX IF NOT EXISTS actors_name ON actors (name COLLATE NOCASE);

CREATE TABLE IF NOT EXISTS actions (
  article_id INTEGER NOT NULL,
  actor      TEXT NOT NULL,
  number     INTEGER NOT NULL,
  text       TEXT NOT NULL,
  verb       TEXT NOT NULL,
  facility   TEXT,
  start      INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  PRIMARY KEY (article_id, actor, number),
  FOREIGN KEY (article_id, actor) REFERENCES actors ON DELETE CASCADE,
  FOREIGN KEY (article_id, facility) REFERENCES facilities (article_id, facility)
) STRICT;

CREATE TABLE IF NOT EXISTS output_levels (
  article_id   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  output_level TEXT NOT NULL,
  text         TEXT NOT NULL,
  kind         TEXT NOT NULL,
  facility     TEXT,
  product      TEXT,
  value        REAL,
  low          REAL,
  high         REAL,
  unit         TEXT,
  per          TEXT,
  fraction     REAL,
  change       REAL,
  bound        TEXT NOT NULL,
  status       TEXT,
  modality     TEXT NOT NULL,
  when_text    TEXT,
  when_from    TEXT,
  when_to      TEXT,
  voice        TEXT NOT NULL,
  side         TEXT NOT NULL,
  voice_name   TEXT,
  actor        TEXT,
  cue          TEXT,
  chain        TEXT,
  sentence_id  INTEGER NOT NULL REFERENCES sentences,
  start        INTEGER NOT NULL,
  "end"        INTEGER NOT NULL,
  PRIMARY KEY (article_id, output_level),
  FOREIGN KEY (article_id, facility) REFERENCES facilities (article_id, facility),
  FOREIGN KEY (article_id, product) REFERENCES products (article_id, product),
  FOREIGN KEY (article_id, actor) REFERENCES actors (article_id, actor)
) STRICT;
CREATE INDEX IF NOT EXISTS output_levels_facility ON output_levels (article_id, facility);
CREATE INDEX IF NOT EXISTS output_levels_kind ON output_levels (kind, status);
CREATE INDEX IF NOT EXISTS output_levels_sentence ON output_levels (sentence_id);

-- The other facilities that the same words speak of.
CREATE TABLE IF NOT EXISTS output_level_also (
  article_id   INTEGER NOT NULL,
  output_level TEXT NOT NULL,
  facility     TEXT NOT NULL,
  PRIMARY KEY (article_id, output_level, facility),
  FOREIGN KEY (article_id, output_level) REFERENCES output_levels ON DELETE CASCADE,
  FOREIGN KEY (article_id, facility) REFERENCES facilities (article_id, facility)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS claims (
  article_id  INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  claim       TEXT NOT NULL,
  text        TEXT NOT NULL,
  topic       TEXT NOT NULL,
  polarity    TEXT NOT NULL,
  facility    TEXT,
  product     TEXT,
  voice       TEXT NOT NULL,
  side        TEXT NOT NULL,
  voice_name  TEXT,
  actor       TEXT,
  cue         TEXT,
  chain       TEXT,
  sentence_id INTEGER NOT NULL REFERENCES sentences,
  start       INTEGER NOT NULL,
  "end"       INTEGER NOT NULL,
  PRIMARY KEY (article_id, claim),
  FOREIGN KEY (article_id, facility) REFERENCES facilities (article_id, facility),
  FOREIGN KEY (article_id, product) REFERENCES products (article_id, product),
  FOREIGN KEY (article_id, actor) REFERENCES actors (article_id, actor)
) STRICT;
CREATE INDEX IF NOT EXISTS claims_facility ON claims (article_id, facility);
CREATE INDEX IF NOT EXISTS claims_topic ON claims (topic, polarity);
CREATE INDEX IF NOT EXISTS claims_sentence ON claims (sentence_id);

CREATE TABLE IF NOT EXISTS gaps (
  article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  gap        INTEGER NOT NULL,
  topic      TEXT NOT NULL,
  facility   TEXT,
  verdict    TEXT NOT NULL,
  PRIMARY KEY (article_id, gap),
  FOREIGN KEY (article_id, facility) REFERENCES facilities (article_id, facility)
) STRICT;
CREATE INDEX IF NOT EXISTS gaps_verdict ON gaps (verdict, topic);

-- The output levels and claims that a gap sets against one another.
CREATE TABLE IF NOT EXISTS gap_evidence (
  article_id INTEGER NOT NULL,
  gap        INTEGER NOT NULL,
  side       TEXT NOT NULL CHECK (side IN ('official', 'ground')),
  number     INTEGER NOT NULL,
  item       TEXT NOT NULL, -- an output_level or a claim
  PRIMARY KEY (article_id, gap, side, number),
  FOREIGN KEY (article_id, gap) REFERENCES gaps ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS mentions (
  article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  "of"       TEXT NOT NULL CHECK ("of" IN ('facility', 'product', 'actor')),
  item       TEXT NOT NULL,
  number     INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  text       TEXT NOT NULL,
  start      INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  PRIMARY KEY (article_id, "of", item, number)
) STRICT, WITHOUT ROWID;

-- Facilities in the columns of plant trackers.
CREATE VIEW IF NOT EXISTS plants AS
SELECT f.plant_name, f.other_names, f.type, parent.plant_name AS part_of, f.operator, f.programme,
       f.status, f.status_detail, f.municipality, f.subnational_unit, f.country, f.coordinates, f.accuracy,
       f.latitude, f.longitude, a.source, a.date, a.title, f.article_id, f.facility
FROM facilities f
JOIN articles a ON a.id = f.article_id
LEFT JOIN facilities parent ON parent.article_id = f.article_id AND parent.facility = f.part_of;

-- Every facility's last level that is said to be actual: latest in time, then in the order of the articles.
CREATE VIEW IF NOT EXISTS latest_level_by_facility AS
WITH level AS (
  SELECT article_id, output_level, facility FROM output_levels WHERE facility IS NOT NULL
  UNION
  SELECT article_id, output_level, facility FROM output_level_also
), ranked AS (
  SELECT f.plant_name, f.municipality, f.subnational_unit, f.country, f.latitude, f.longitude,
         o.status, o.text AS status_detail, o.kind, o.fraction, o.change, o.value, o.low, o.high, o.unit, o.per,
         o.bound, o.voice, o.side, o.voice_name, s.text AS sentence,
         coalesce(o.when_to, o.when_from, a.date) AS date, a.source, f.article_id, f.facility, o.output_level,
         row_number() OVER (
           PARTITION BY lower(f.plant_name), f.municipality, f.country
           ORDER BY coalesce(o.when_to, o.when_from, a.date) DESC NULLS LAST, f.article_id DESC, o.start DESC
         ) AS place
  FROM level l
  JOIN output_levels o USING (article_id, output_level)
  JOIN facilities f ON f.article_id = l.article_id AND f.facility = l.facility
  JOIN articles a ON a.id = l.article_id
  JOIN sentences s ON s.id = o.sentence_id
  WHERE o.modality = 'actual'
)
SELECT plant_name, municipality, subnational_unit, country, latitude, longitude, status, status_detail, kind, fraction,
       change, value, low, high, unit, per, bound, voice, side, voice_name, sentence, date, source, article_id,
       facility, output_level
FROM ranked WHERE place = 1;

-- What officials say beside what is said on the ground.
CREATE VIEW IF NOT EXISTS gap AS
WITH said AS (
  SELECT article_id, output_level AS item, text, coalesce(voice_name, voice) AS voice FROM output_levels
  UNION ALL
  SELECT article_id, claim, text, coalesce(voice_name, voice) FROM claims
), sides AS (
  SELECT e.article_id, e.gap, e.side,
         group_concat(s.voice || ': ' || s.text, ' | ') AS text
  FROM (SELECT * FROM gap_evidence ORDER BY article_id, gap, side, number) e
  JOIN said s ON s.article_id = e.article_id AND s.item = e.item
  GROUP BY e.article_id, e.gap, e.side
)
SELECT f.plant_name, g.topic, g.verdict, official.text AS official, ground.text AS ground,
       f.municipality, f.subnational_unit, f.country, a.date, a.source, g.article_id, g.gap
FROM gaps g
JOIN articles a ON a.id = g.article_id
LEFT JOIN facilities f ON f.article_id = g.article_id AND f.facility = g.facility
LEFT JOIN sides official ON official.article_id = g.article_id AND official.gap = g.gap AND official.side = 'official'
LEFT JOIN sides ground ON ground.article_id = g.article_id AND ground.gap = g.gap AND ground.side = 'ground';

-- Metadata for Datasette, under the name that this file has now.
CREATE VIEW IF NOT EXISTS datasette_metadata AS
WITH file AS (
  SELECT replace(file, rtrim(file, replace(file, '/', '')), '') AS name FROM pragma_database_list WHERE name = 'main'
)
SELECT json_object(
  'title', json_extract(m.value, '$.title'),
  'description', json_extract(m.value, '$.description'),
  'databases', json_object(rtrim(rtrim(file.name, replace(file.name, '.', '')), '.'), json(m.value))
) AS value
FROM metadata m, file WHERE m.name = 'datasette';
