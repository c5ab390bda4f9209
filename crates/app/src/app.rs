//! The application: what all use-cases share.

use std::path::PathBuf;
use std::sync::Arc;

use duheng_pack::calendar::Date;
use duheng_programme::time::Moment;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::blobs::Blobs;
use crate::draft::{Saving, Typed};
use crate::fault::{Failure, Fault};
use crate::keys::Key;
use crate::library::{Library, PackTexts};
use crate::memo::Memo;
use crate::outside::{Chance, Clock, SystemChance, SystemClock};
use crate::packs::{InstalledPack, Shelf};
use crate::public::{OnNotice, Page, PublicHonour};
use crate::rounds::Rounds;
use crate::sight::StreamHeads;
use crate::store::{Keeping, Store};
use crate::work::{Desk, EditionCounts};

/// What a deployment is made of.
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// The folder of the files. The key that seals secrets is the file `key` beside it.
    pub files: PathBuf,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
}

impl Settings {
    /// A deployment with the clock and the chance of the machine.
    #[must_use]
    pub fn new(database: impl Into<String>, files: impl Into<PathBuf>) -> Self {
        Self {
            database: database.into(),
            files: files.into(),
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemChance),
        }
    }
}

/// A deployment: every use-case is one of its functions.
pub struct App {
    pub(crate) store: Store,
    pub(crate) blobs: Blobs,
    pub(crate) key: Key,
    pub(crate) shelf: Shelf,
    pub(crate) heads: StreamHeads,
    pub(crate) desks: Memo<Desk>,
    pub(crate) counts: Memo<EditionCounts>,
    /// How many honours of each programme hold.
    pub(crate) honours: Memo<Vec<(String, i64)>>,
    /// The first pages of registers.
    pub(crate) registers: Memo<Page<PublicHonour>>,
    /// The first pages of what is on public notice.
    pub(crate) notices: Memo<Page<OnNotice>>,
    /// Answers that are saved by one commit.
    pub(crate) saves: Rounds<Typed, Result<Saving, Failure>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    keeping: Keeping,
}

impl App {
    /// Opens a deployment; the tables are made or brought up to date.
    pub async fn open(settings: Settings) -> Result<Self, Fault> {
        Self::opened(settings, Keeping::Durable).await
    }

    /// Opens a deployment of fictional data that may be lost at any time, to show things with. It does not wait for the
    /// disk, everything in it is marked as fictional, and a password alone opens every role. Only the demo calls this.
    pub async fn open_throwaway(settings: Settings) -> Result<Self, Fault> {
        Self::opened(settings, Keeping::Throwaway).await
    }

    async fn opened(settings: Settings, keeping: Keeping) -> Result<Self, Fault> {
        let store = Store::open(&settings.database, keeping).await?;
        let shelf = Shelf::load(&store).await?;
        let blobs = Blobs::open(&settings.files)?;
        let key = Key::open(&settings.files)?;
        let (heads, desks, counts, honours, registers, notices, saves) = Default::default();
        let (clock, chance) = (settings.clock, settings.chance);
        let app = Self {
            store,
            blobs,
            key,
            shelf,
            heads,
            desks,
            counts,
            honours,
            registers,
            notices,
            saves,
            clock,
            chance,
            keeping,
        };
        app.seal_second_factors().await?;
        app.remake_tables().await?;
        Ok(app)
    }

    /// Lets the database count what it holds. It does so when it is opened; a deployment that runs for long asks again.
    pub async fn count_rows(&self) -> Result<(), Fault> {
        self.store.count().await
    }

    /// Whether the deployment holds fictional data alone.
    #[must_use]
    pub fn is_throwaway(&self) -> bool {
        self.keeping == Keeping::Throwaway
    }

    /// Installs the pack in a folder with those that it imports, and returns it; one with errors is refused.
    pub async fn install_pack(&self, folder: PathBuf) -> Result<Arc<InstalledPack>, Fault> {
        let texts = Library::texts(&[folder]).map_err(Fault::Library)?;
        self.install_texts(texts).await
    }

    /// Installs a pack whose texts are at hand: its own first, then those of the packs that it imports.
    pub async fn install_texts(&self, texts: Vec<PackTexts>) -> Result<Arc<InstalledPack>, Fault> {
        self.shelf.install(&self.store, texts, self.clock.now()).await
    }
}

/// The civil moment of a time in a zone.
pub(crate) fn moment(at: i64, zone: &TimeZone) -> Result<Moment, Fault> {
    let time = Timestamp::from_microsecond(at).map_err(|_| Fault::Time(at))?.to_zoned(zone.clone());
    let date = Date::new(time.year(), time.month(), time.day()).ok_or(Fault::Time(at))?;
    let seconds = i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    Ok(Moment { date, second: u32::try_from(seconds).map_err(|_| Fault::Time(at))? })
}
