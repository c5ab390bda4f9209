//! Backup and restore: every row of every table and every file as a line of JSON, whatever the database. A backup of SQLite can be
//! restored into PostgreSQL and the other way round. The key of the deployment is not in it, and neither are letters that
//! wait to be sent, for their links open accounts.
//!
//! The first line says what the file is, the last one how many rows it has and the hash of all lines before it, so a
//! file that was cut off or changed is not restored.

use std::io::{self, BufRead, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use duheng_pack::digest::Digest;
use duheng_pack::text::Text;
use futures_util::TryStreamExt as _;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ConnectionTrait, EntityTrait, ExprTrait as _, IntoActiveModel, ModelTrait, PaginatorTrait as _,
    QueryFilter as _,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::App;
use crate::blobs::Blobs;
use crate::evidence;
use crate::fault::Fault;
use crate::store::entity::{self, each_table};

/// The version of the form of backups.
const FORMAT: u32 = 1;
/// How many rows are inserted at once: SQLite takes 32,766 values in a statement, no table has 20 columns.
const BATCH: usize = 500;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// How many rows and files.
    pub rows: u64,
    /// The hash of all lines but the last, as 64 hexadecimal digits.
    pub digest: String,
}

/// What was restored.
pub type Restored = Saved;

/// Why a backup was not made or not restored.
#[derive(Debug)]
pub enum BackupError {
    /// The file cannot be read or written.
    File(io::Error),
    /// Something broke in the deployment.
    Broken(Fault),
    /// The deployment is not empty.
    NotEmpty,
    /// The file is no backup, or one of a later form.
    NoBackup,
    /// The line of this number, from 1, cannot be read.
    Line(u64, String),
    /// The file was cut off or changed.
    Damaged,
}

impl BackupError {
    /// Why, in a sentence, with what to do next.
    #[must_use]
    pub fn text(&self) -> [Text; 2] {
        let texts = |zh: String, en: String, zh_help: &str, en_help: &str| {
            [Text::new(zh, en), Text::new(zh_help, en_help)]
        };
        match self {
            Self::File(error) => texts(
                format!("文件读写出错：{error}"),
                format!("the file cannot be read or written: {error}"),
                "检查路径、权限和磁盘空间",
                "check the path, the permissions and the free space",
            ),
            Self::Broken(fault) => texts(
                format!("系统出错：{fault}"),
                fault.to_string(),
                "排除故障后再试；数据没有改动",
                "mend it and try again; nothing was changed",
            ),
            Self::NotEmpty => texts(
                "这里已有数据".to_owned(),
                "the deployment is not empty".to_owned(),
                "恢复到空的数据库或新的文件夹",
                "restore into an empty database or a new folder",
            ),
            Self::NoBackup => texts(
                "不是本版本能读的备份文件".to_owned(),
                "the file is no backup that this version reads".to_owned(),
                "选用 `duheng backup` 写出的文件",
                "name a file that `duheng backup` wrote",
            ),
            Self::Line(number, why) => texts(
                format!("备份文件第 {number} 行读不出来：{why}"),
                format!("line {number} of the backup cannot be read: {why}"),
                "改用另一份备份",
                "take another backup",
            ),
            Self::Damaged => texts(
                "备份文件被截断或改动过".to_owned(),
                "the backup was cut off or changed".to_owned(),
                "改用另一份备份；没有恢复任何数据",
                "take another backup; nothing was restored",
            ),
        }
    }
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl<F: Into<Fault>> From<F> for BackupError {
    fn from(fault: F) -> Self {
        Self::Broken(fault.into())
    }
}

#[derive(Serialize, Deserialize)]
struct First {
    duheng_backup: u32,
    made_at: i64,
}

#[derive(Serialize, Deserialize)]
struct Row {
    table: String,
    row: Value,
}

/// A file, after the rows.
#[derive(Serialize, Deserialize)]
struct Content {
    file: String,
    base64: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Last {
    rows: u64,
    digest: String,
}

/// Lines that are counted and hashed as they pass.
struct Lines {
    count: u64,
    digest: Digest,
}

impl Lines {
    fn new() -> Self {
        Self { count: 0, digest: Digest::new("duheng backup") }
    }

    fn take(&mut self, line: &str) {
        self.count += 1;
        self.digest.text(line);
    }

    /// The rows and the hash; the first line is no row.
    fn saved(self) -> Saved {
        Saved { rows: self.count.saturating_sub(1), digest: self.digest.finish() }
    }
}

impl App {
    /// Writes one state of the whole deployment, while others go on working.
    pub async fn backup(&self, out: &mut (dyn Write + Send)) -> Result<Saved, BackupError> {
        let db = self.store.snapshot().await?;
        let mut lines = Lines::new();
        let first = First { duheng_backup: FORMAT, made_at: self.clock.now() };
        write(out, &mut lines, &first)?;
        macro_rules! save {
            ($($table:ident),* $(,)?) => {
                $(save_table::<entity::$table::Entity>(&db, stringify!($table), out, &mut lines).await?;)*
            };
        }
        each_table!(save);
        for hash in evidence::hashes(&db).await? {
            let content = self.blobs.get(&hash).await?.ok_or_else(|| Fault::Blob(hash.clone()))?;
            write(out, &mut lines, &Content { file: hash, base64: BASE64_STANDARD.encode(&content) })?;
        }
        db.rollback().await?;
        let saved = lines.saved();
        let last = Last { rows: saved.rows, digest: saved.digest.clone() };
        writeln!(out, "{}", text(&last)?)?;
        out.flush()?;
        Ok(saved)
    }

    /// Fills an empty deployment from a backup: all of it, or nothing.
    pub async fn restore(&self, lines: &mut (dyn BufRead + Send)) -> Result<Restored, BackupError> {
        if entity::stream::Entity::find().count(self.store.read()).await? > 0 {
            return Err(BackupError::NotEmpty);
        }
        let db = self.store.begin().await?;
        match restore_into(&db, &self.blobs, lines).await {
            Ok(restored) => {
                db.commit().await?;
                self.shelf.refresh(&self.store).await?;
                self.seal_second_factors().await?;
                Ok(restored)
            }
            Err(error) => {
                let _ = db.rollback().await;
                Err(error)
            }
        }
    }
}

/// Looks whether a backup is whole, without a deployment.
pub fn check_backup(source: &mut (dyn BufRead + Send)) -> Result<Saved, BackupError> {
    let mut backup = Reading::begin(source)?;
    loop {
        match backup.next() {
            Ok(Line::End(saved)) => return Ok(saved),
            Ok(Line::Row(_) | Line::Content(_)) => {}
            Err(BackupError::Line(..)) => return Err(BackupError::Damaged),
            Err(error) => return Err(error),
        }
    }
}

/// A line of a backup after the first.
enum Line {
    Row(Row),
    Content(Content),
    /// The last one, which fits all before it.
    End(Saved),
}

/// A backup that is being read. A line that it gave out may still turn out to be damaged at the end.
struct Reading<'s> {
    source: &'s mut (dyn BufRead + Send),
    lines: Lines,
}

impl<'s> Reading<'s> {
    /// Reads the first line.
    fn begin(source: &'s mut (dyn BufRead + Send)) -> Result<Self, BackupError> {
        let first = read_line(source)?.ok_or(BackupError::NoBackup)?;
        let head: First = serde_json::from_str(&first).map_err(|_| BackupError::NoBackup)?;
        if head.duheng_backup != FORMAT {
            return Err(BackupError::NoBackup);
        }
        let mut lines = Lines::new();
        lines.take(&first);
        Ok(Self { source, lines })
    }

    /// The number of the next line, from 1.
    fn number(&self) -> u64 {
        self.lines.count + 1
    }

    fn next(&mut self) -> Result<Line, BackupError> {
        let line = read_line(self.source)?.ok_or(BackupError::Damaged)?;
        let read = if let Ok(row) = serde_json::from_str(&line) {
            Line::Row(row)
        } else if let Ok(content) = serde_json::from_str(&line) {
            Line::Content(content)
        } else {
            let last: Last = serde_json::from_str(&line)
                .map_err(|error| BackupError::Line(self.number(), error.to_string()))?;
            let saved = std::mem::replace(&mut self.lines, Lines::new()).saved();
            let whole = last.rows == saved.rows && last.digest == saved.digest;
            let is_last = read_line(self.source)?.is_none();
            return if whole && is_last { Ok(Line::End(saved)) } else { Err(BackupError::Damaged) };
        };
        self.lines.take(&line);
        Ok(read)
    }
}

async fn save_table<E>(
    db: &(impl ConnectionTrait + sea_orm::StreamTrait),
    table: &str,
    out: &mut (dyn Write + Send),
    lines: &mut Lines,
) -> Result<(), BackupError>
where
    E: EntityTrait,
    E::Model: Serialize + Send + Sync,
{
    let mut all = E::find();
    if table == "outbox" {
        // a letter that was not sent may hold a link that opens an account
        all = all.filter(Expr::col(entity::outbox::Column::SentAt).is_not_null());
    }
    let mut rows = all.stream(db).await?;
    while let Some(row) = rows.try_next().await? {
        let row = serde_json::to_value(&row).map_err(io::Error::other)?;
        write(out, lines, &Row { table: table.to_owned(), row })?;
    }
    Ok(())
}

fn text(line: &impl Serialize) -> Result<String, BackupError> {
    Ok(serde_json::to_string(line).map_err(io::Error::other)?)
}

fn write(out: &mut (dyn Write + Send), lines: &mut Lines, line: &impl Serialize) -> Result<(), BackupError> {
    let line = text(line)?;
    lines.take(&line);
    writeln!(out, "{line}")?;
    Ok(())
}

async fn restore_into(
    db: &impl ConnectionTrait,
    blobs: &Blobs,
    source: &mut (dyn BufRead + Send),
) -> Result<Restored, BackupError> {
    let mut backup = Reading::begin(source)?;
    // packs are installed for each deployment before a backup can be restored; those of the backup replace them
    entity::pack::Entity::delete_many().exec(db).await?;
    // the lease of the sequencer too, which a deployment has as soon as it was served
    entity::lease::Entity::delete_many().exec(db).await?;
    let mut batch: Vec<Value> = Vec::new();
    let mut table = String::new();
    loop {
        let number = backup.number();
        let line = backup.next()?;
        let goes_on = matches!(&line, Line::Row(row) if row.table == table && batch.len() < BATCH);
        if !goes_on {
            insert(db, &table, &mut batch, number).await?;
        }
        match line {
            Line::Row(row) => {
                table = row.table;
                batch.push(row.row);
            }
            Line::Content(content) => {
                let bytes = BASE64_STANDARD.decode(&content.base64).map_err(|_| BackupError::Damaged)?;
                if blobs.keep(bytes.into()).await? != content.file {
                    return Err(BackupError::Damaged);
                }
            }
            Line::End(restored) => return Ok(restored),
        }
    }
}

/// The next line; nothing at the end.
fn read_line(source: &mut (dyn BufRead + Send)) -> Result<Option<String>, BackupError> {
    let mut line = String::new();
    if source.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    Ok(Some(line))
}

async fn insert(
    db: &impl ConnectionTrait,
    table: &str,
    batch: &mut Vec<Value>,
    line: u64,
) -> Result<(), BackupError> {
    if batch.is_empty() {
        return Ok(());
    }
    let rows = std::mem::take(batch);
    macro_rules! load {
        ($($table:ident),* $(,)?) => {
            match table {
                $(stringify!($table) => load_table::<entity::$table::Entity>(db, rows, line).await,)*
                unknown => Err(BackupError::Line(line, format!("there is no table `{unknown}`"))),
            }
        };
    }
    each_table!(load)
}

async fn load_table<E>(db: &impl ConnectionTrait, rows: Vec<Value>, line: u64) -> Result<(), BackupError>
where
    E: EntityTrait,
    E::Model: DeserializeOwned + ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let mut models = Vec::new();
    for row in rows {
        let model: E::Model =
            serde_json::from_value(row).map_err(|error| BackupError::Line(line, error.to_string()))?;
        models.push(model.into_active_model());
    }
    E::insert_many(models).exec_without_returning(db).await?;
    Ok(())
}
