//! The ledger as it travels: a text of one line an entry, from which anyone can check the chain.
//! docs/ledger.md describes it for those who don't have this program.
//!
//! A line is JSON of which each byte is determined, so that the same file gives the same bytes and
//! nothing can be slipped in beside what the hashes hold. Values of fields are texts, as in the
//! canonical form; a field without a value is `null` in entries of the first two forms, which hash
//! it, and left out in later ones, which don't.

mod json;

pub use json::UnreadLine;
use json::{EntryJson, RowLine, SealLine, TitleLine, named, read, shown, unhex, written};

use super::{Canonical, FORM, FieldValue, Head, SALT, hex, link, seal};

/// What the first line calls the format.
pub const FORMAT: &str = "upr-ledger";
/// The version of the format.
pub const VERSION: i64 = 1;

/// A field with its value, if it has one.
pub type FieldPair = (String, Option<String>);

/// What the first line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The program that wrote it.
    pub program: String,
    /// Whether what is internal was left out.
    pub redacted: bool,
    /// How many entries follow.
    pub entries: i64,
    /// The newest entry's hash.
    pub head: Option<[u8; 32]>,
    /// Keys of seeds that an early release kept outside the ledger.
    pub seeded: Vec<String>,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The first one.
    Title(Title),
    /// Any other.
    Entry(Box<Carried>),
}

/// An entry as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Its number.
    pub id: i64,
    /// The version of its canonical form.
    pub form: i64,
    /// Whether it is internal as a whole.
    pub internal: bool,
    /// What it says; none where only its hash is left.
    pub said: Option<Said>,
    /// The digest of its content; none in the first form.
    pub content: Option<[u8; 32]>,
    /// Its hash.
    pub hash: [u8; 32],
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The number of the first entry of the same command.
    pub batch: i64,
    /// The command.
    pub command: String,
    /// When it was recorded.
    pub recorded_at: String,
    /// Whether the clock was stopped.
    pub stopped: bool,
    /// The item it is about.
    pub item: Option<i64>,
    /// The imported file it came from.
    pub source: Option<i64>,
    /// Where in that file.
    pub place: Option<String>,
    /// Its author: one field of this name.
    pub author: Option<Sealing>,
    /// Its rows, in the order in which they are hashed.
    pub rows: Vec<CarriedRow>,
}

/// A row of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedRow {
    /// Its table.
    pub table: String,
    /// Its number in that table.
    pub id: i64,
    /// Its open fields, in the table's order.
    pub open: Vec<FieldPair>,
    /// Its sealed fields; none where the form seals nothing of the table.
    pub sealed: Option<Option<Sealing>>,
}

/// Sealed fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealing {
    /// With their salt.
    Whole([u8; SALT], Vec<FieldPair>),
    /// Left out or destroyed: the digest alone.
    Emptied([u8; 32]),
}

impl Title {
    /// The first line, without its end.
    pub fn line(&self) -> String {
        written(&TitleLine {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: self.program.clone(),
            redacted: self.redacted,
            entries: self.entries,
            head: self.head.map(|hash| hex(&hash)),
            seeded: self.seeded.clone(),
        })
    }

    /// Reads the first line.
    ///
    /// # Errors
    /// [`UnreadLine`]: it is none; [`UnreadLine::Form`] for a later version of the format.
    pub fn read(line: &str) -> Result<Self, UnreadLine> {
        let told: TitleLine = read(line)?;
        if told.format != FORMAT {
            return Err(UnreadLine::Json(format!("its format is `{}`", told.format)));
        }
        if told.version != VERSION {
            return Err(UnreadLine::Form(told.version));
        }
        let title = Self {
            program: told.program,
            redacted: told.redacted,
            entries: told.entries,
            head: told.head.as_deref().map(unhex).transpose()?,
            seeded: told.seeded,
        };
        if title.line() == line { Ok(title) } else { Err(UnreadLine::Bytes) }
    }
}

impl Carried {
    /// Its line, without its end.
    pub fn line(&self) -> String {
        let early = self.form < 3;
        let mut line = EntryJson {
            id: self.id,
            form: self.form,
            internal: self.internal.then_some(1),
            batch: None,
            command: None,
            recorded_at: None,
            clock: None,
            item: None,
            source: None,
            place: None,
            author: None,
            rows: None,
            content: self.content.map(|digest| hex(&digest)),
            hash: hex(&self.hash),
        };
        if let Some(said) = &self.said {
            line.batch = Some(said.batch);
            line.command = Some(said.command.clone());
            line.recorded_at = Some(said.recorded_at.clone());
            line.clock = said.stopped.then(|| "stopped".to_owned());
            line.item = shown(said.item, early);
            line.source = shown(said.source, early);
            line.place = shown(said.place.clone(), early);
            line.author = shown(said.author.as_ref().map(Sealing::line), early);
            line.rows = Some(said.rows.iter().map(|row| row.line(early)).collect());
        }
        written(&line)
    }

    /// Reads a line.
    ///
    /// # Errors
    /// [`UnreadLine`]: it is no entry's, or not written in the one way in which it can be.
    pub fn read(line: &str) -> Result<Self, UnreadLine> {
        let told: EntryJson = read(line)?;
        if !(1..=FORM).contains(&told.form) {
            return Err(UnreadLine::Form(told.form));
        }
        let said = match (told.batch, told.command, told.recorded_at, told.rows) {
            (Some(batch), Some(command), Some(recorded_at), Some(rows)) => Some(Said {
                batch,
                command,
                recorded_at,
                stopped: told.clock.as_deref() == Some("stopped"),
                item: told.item.flatten(),
                source: told.source.flatten(),
                place: told.place.flatten(),
                author: told.author.flatten().map(Sealing::read_author).transpose()?,
                rows: rows.into_iter().map(CarriedRow::read).collect::<Result<_, _>>()?,
            }),
            _ => None,
        };
        let entry = Self {
            id: told.id,
            form: told.form,
            internal: told.internal == Some(1),
            said,
            content: told.content.as_deref().map(unhex).transpose()?,
            hash: unhex(&told.hash)?,
        };
        // What a field says in another way, or twice, or too much, comes out otherwise than it came in.
        if entry.line() == line { Ok(entry) } else { Err(UnreadLine::Bytes) }
    }

    /// Checks its hash against its content and the hash of the entry before; tells whether texts or
    /// author were removed.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn check(&self, previous: Option<&[u8; 32]>) -> Result<bool, String> {
        let Some(said) = &self.said else { return self.check_left_out(previous) };
        if self.form < 3 && (self.internal || said.stopped) {
            return Err("it says what entries of its form do not say".to_owned());
        }
        if self.form > 2 && said.rows.iter().any(CarriedRow::has_nothing) {
            return Err("it holds a field without a value, which its form leaves out".to_owned());
        }
        let form = said.canonical(self.id, self.form, previous);
        if form.content() != self.content || form.hash(self.internal) != self.hash {
            return Err("its content does not agree with its hash".to_owned());
        }
        Ok(said.is_emptied())
    }

    fn check_left_out(&self, previous: Option<&[u8; 32]>) -> Result<bool, String> {
        if self.form < 3 && self.internal {
            return Err("it says what entries of its form do not say".to_owned());
        }
        if self.form > 2 && !self.internal {
            return Err("only its hash is left, and it is not internal as a whole".to_owned());
        }
        let Some(content) = self.content.filter(|_| self.form > 1) else {
            return Err("only its hash is left, and not the digest of its content".to_owned());
        };
        if link(self.form, previous, &content, self.internal) != self.hash {
            return Err("its hash does not follow from the entry before it".to_owned());
        }
        Ok(false)
    }
}

impl Said {
    /// The canonical form of the entry with this number.
    fn canonical(&self, id: i64, version: i64, previous: Option<&[u8; 32]>) -> Canonical {
        let mut form = Canonical::begin(version, previous, &self.head(id, version));
        for row in &self.rows {
            form.row(&row.table);
            form.field("id", &FieldValue::Integer(row.id));
            for (name, value) in &row.open {
                form.field(name, &value.as_deref().into());
            }
            if let Some(sealed) = &row.sealed {
                form.sealed(sealed.as_ref().map(|it| it.digest(version)).as_ref());
            }
        }
        form
    }

    /// The digest of the content of the entry with this number; none in the first form.
    pub fn content(&self, id: i64, form: i64) -> Option<[u8; 32]> {
        self.canonical(id, form, None).content()
    }

    /// The head, as it is hashed.
    fn head(&self, id: i64, form: i64) -> Head {
        Head {
            id,
            batch: self.batch,
            command: self.command.clone(),
            recorded_at: self.recorded_at.clone(),
            stopped: self.stopped,
            item: self.item,
            source: self.source,
            place: self.place.clone(),
            author: self.author.as_ref().map(|author| author.digest(form)),
        }
    }

    /// Whether texts or author were removed.
    pub fn is_emptied(&self) -> bool {
        self.has_lost_author() || self.rows.iter().any(CarriedRow::is_emptied)
    }

    /// Whether the author was removed.
    pub fn has_lost_author(&self) -> bool {
        matches!(self.author, Some(Sealing::Emptied(_)))
    }
}

impl CarriedRow {
    fn line(&self, early: bool) -> RowLine {
        let sealed = self.sealed.as_ref().map(|it| it.as_ref().map(Sealing::line));
        let sealed = sealed.and_then(|it| shown(it, early));
        RowLine { table: self.table.clone(), id: self.id, open: self.open.clone(), sealed }
    }

    fn read(line: RowLine) -> Result<Self, UnreadLine> {
        let sealed = match line.sealed {
            None => None,
            Some(sealed) => Some(sealed.map(Sealing::read).transpose()?),
        };
        let row = Self { table: line.table, id: line.id, open: line.open, sealed };
        named(std::iter::once(&row.table))?;
        named(row.fields().map(|(name, _)| name))?;
        Ok(row)
    }

    /// Its fields, open and sealed.
    fn fields(&self) -> impl Iterator<Item = &FieldPair> {
        let sealed = match &self.sealed {
            Some(Some(Sealing::Whole(_, fields))) => fields.as_slice(),
            _ => &[],
        };
        self.open.iter().chain(sealed)
    }

    /// Whether a field is named and has no value.
    fn has_nothing(&self) -> bool {
        self.fields().any(|(_, value)| value.is_none())
    }

    /// Whether its texts were removed.
    pub fn is_emptied(&self) -> bool {
        matches!(self.sealed, Some(Some(Sealing::Emptied(_))))
    }

    /// The value of an open field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.open.iter().find(|(known, _)| known == name)?.1.as_deref()
    }
}

impl Sealing {
    /// The digest of the fields under their salt, or the one that is left.
    pub fn digest(&self, form: i64) -> [u8; 32] {
        match self {
            Self::Emptied(digest) => *digest,
            Self::Whole(salt, fields) => {
                let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_deref()));
                seal(form, salt, fields)
            }
        }
    }

    fn line(&self) -> SealLine {
        match self {
            Self::Whole(salt, fields) => {
                SealLine { salt: Some(hex(salt)), fields: Some(fields.clone()), digest: None }
            }
            Self::Emptied(digest) => {
                SealLine { salt: None, fields: None, digest: Some(hex(digest)) }
            }
        }
    }

    /// A seal with one field, `author`.
    fn read_author(line: SealLine) -> Result<Self, UnreadLine> {
        let seal = Self::read(line)?;
        match &seal {
            Self::Whole(_, fields) if fields.len() != 1 || fields[0].0 != "author" => {
                Err(UnreadLine::Name(fields[0].0.chars().take(70).collect()))
            }
            _ => Ok(seal),
        }
    }

    fn read(line: SealLine) -> Result<Self, UnreadLine> {
        match (line.salt, line.fields, line.digest) {
            (Some(salt), Some(fields), None) if !fields.is_empty() => {
                Ok(Self::Whole(unhex(&salt)?, fields))
            }
            (None, None, Some(digest)) => Ok(Self::Emptied(unhex(&digest)?)),
            _ => Err(UnreadLine::Json("a seal is salt and fields, or a digest".to_owned())),
        }
    }
}
