//! Packs in the store. A pack is installed by the hash of its texts; an edition pins one, so that nothing that is
//! changed in a folder later can change what was decided by it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, RwLock};

use duheng_pack::bundle::{Bundle, FileKind, PackFile};
use duheng_pack::diagnostic::Severity;
use duheng_pack::digest::Digest;
use duheng_pack::schema::Fields;
use duheng_pack::source::{Source, SourceMap};
use duheng_programme::model::{Programme, Programmes};
use duheng_standard::model::{Pack, Standard};
use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set};
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::library::{Library, PackTexts};
use crate::store::Store;
use crate::store::entity::{edition, pack};

/// The zone of a pack that names none.
pub(crate) const ZONE: &str = "Asia/Shanghai";

/// A pack with all that editions need of it.
pub struct InstalledPack {
    /// The hash of its texts and of those of the packs that it imports, as 64 hexadecimal digits.
    pub hash: String,
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The zone of its days.
    pub zone: TimeZone,
    /// The pack.
    pub pack: Pack,
    /// Its programmes.
    pub programmes: Programmes,
    bundles: Vec<Bundle>,
    sources: SourceMap,
}

impl InstalledPack {
    /// Its files, of one that was just installed.
    #[must_use]
    pub fn bundle(&self) -> Option<&Bundle> {
        let own = |bundle: &&Bundle| {
            bundle.head().is_some_and(|head| Fields(head).str("pack") == Some(self.id.as_str()))
        };
        self.bundles.iter().find(own)
    }

    /// The standard that a programme of it names; the only one where it names none.
    #[must_use]
    pub fn standard_of(&self, programme: &Programme) -> Option<&Standard> {
        self.pack.standard(programme.standard.as_deref(), programme.profile.as_deref())
    }

    /// Its files and those of the packs that it imports, with their texts; of a pack that was read from the store the
    /// trees of facts alone.
    #[must_use]
    pub fn texts(&self) -> (&[Bundle], &SourceMap) {
        (&self.bundles, &self.sources)
    }

    /// The same without what only those need who write packs: the trees of all files but those of facts, whose formulas
    /// score sheets show as they are written, and the texts of worked examples, walks and tables. They would be most of
    /// what a deployment at rest holds in memory.
    fn lean(mut self) -> Self {
        let mut texts = BTreeSet::new();
        for bundle in &mut self.bundles {
            let shown = |file: &&PackFile| !matches!(file.kind, FileKind::Case | FileKind::Walk);
            texts.extend(bundle.files.iter().filter(shown).map(|file| file.file));
            bundle.files.retain(|file| matches!(file.kind, FileKind::Pack | FileKind::Facts));
            bundle.files.shrink_to_fit();
        }
        let mut sources = SourceMap::default();
        for (file, source) in self.sources.iter() {
            let text = if texts.contains(&file) { source.text.clone() } else { String::new() };
            sources.add(Source::new(source.path.clone(), text));
        }
        self.sources = sources;
        self
    }

    /// Reads a pack from texts, of which the first are its own.
    fn of(texts: Vec<PackTexts>) -> Result<Self, Fault> {
        let hash = hash(&texts);
        let folder = texts.first().map(|own| own.folder.clone()).unwrap_or_default();
        let mut library = Library::of(texts);
        if library.findings.iter().any(|finding| finding.severity() == Severity::Error) {
            return Err(Fault::InvalidPack(folder));
        }
        let head = library.bundles.first().and_then(Bundle::head).map(Fields);
        let word = |key: &str| head.and_then(|head| head.str(key)).map(str::to_owned);
        let (Some(id), Some(version)) = (word("pack"), word("version")) else {
            return Err(Fault::InvalidPack(folder));
        };
        let zone = word("zone").unwrap_or_else(|| ZONE.to_owned());
        let zone = TimeZone::get(&zone).map_err(|_| Fault::InvalidPack(id.clone()))?;
        let at = library.packs.iter().position(|pack| pack.id == id);
        let pack =
            at.map(|at| library.packs.swap_remove(at)).ok_or_else(|| Fault::InvalidPack(id.clone()))?;
        let programmes = library.programmes.remove(&id).unwrap_or_default();
        Ok(Self {
            hash,
            id,
            version,
            zone,
            pack,
            programmes,
            bundles: library.bundles,
            sources: library.sources,
        })
    }
}

fn hash(texts: &[PackTexts]) -> String {
    let mut digest = Digest::new("duheng pack");
    for pack in texts {
        digest.open(&pack.folder);
        for (path, _, text) in &pack.files {
            digest.text(path);
            digest.text(text);
        }
        digest.close();
    }
    digest.finish()
}

/// The packs of an edition, by programme.
pub(crate) type Packs = BTreeMap<String, Arc<InstalledPack>>;

/// The packs that this deployment has.
#[derive(Default)]
pub(crate) struct Shelf(RwLock<Vec<Arc<InstalledPack>>>);

impl Shelf {
    /// The packs that the store holds.
    pub(crate) async fn load(store: &Store) -> Result<Self, Fault> {
        let shelf = Self::default();
        shelf.refresh(store).await?;
        Ok(shelf)
    }

    /// Reads the packs of the store again.
    pub(crate) async fn refresh(&self, store: &Store) -> Result<(), Fault> {
        let rows = pack::Entity::find().order_by_asc(pack::Column::InstalledAt).all(store.read()).await?;
        let mut packs = Vec::new();
        for row in rows {
            let texts = from_json(&row.texts).ok_or_else(|| Fault::MissingPack(row.hash.clone()))?;
            let installed = InstalledPack::of(texts)?;
            if installed.hash != row.hash {
                return Err(Fault::MissingPack(row.hash));
            }
            packs.push(Arc::new(installed.lean()));
        }
        *self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner) = packs;
        Ok(())
    }

    /// The pack of this hash.
    pub(crate) fn get(&self, hash: &str) -> Result<Arc<InstalledPack>, Fault> {
        let packs = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let found = packs.iter().find(|pack| pack.hash == hash);
        found.cloned().ok_or_else(|| Fault::MissingPack(hash.to_owned()))
    }

    /// The pack installed last that has a programme of this name.
    pub(crate) fn with_programme(&self, programme: &str) -> Option<Arc<InstalledPack>> {
        let packs = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let has = |pack: &&Arc<InstalledPack>| pack.programmes.programme(programme).is_some();
        packs.iter().rev().find(has).cloned()
    }

    /// The packs that the editions of this name pin, by programme.
    pub(crate) async fn of_edition(&self, db: &impl ConnectionTrait, id: &str) -> Result<Packs, Fault> {
        let rows = edition::Entity::find().filter(edition::Column::Id.eq(id)).all(db).await?;
        rows.into_iter().map(|row| Ok((row.programme, self.get(&row.pack)?))).collect()
    }

    /// All packs, in the order in which they were installed.
    pub(crate) fn all(&self) -> Vec<Arc<InstalledPack>> {
        self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Installs the pack of the first texts, with those that it imports; the same texts are installed once.
    pub(crate) async fn install(
        &self,
        store: &Store,
        texts: Vec<PackTexts>,
        now: i64,
    ) -> Result<Arc<InstalledPack>, Fault> {
        let json = to_json(&texts);
        let installed = Arc::new(InstalledPack::of(texts)?);
        if let Ok(held) = self.get(&installed.hash) {
            return Ok(held);
        }
        let row = pack::ActiveModel {
            hash: Set(installed.hash.clone()),
            id: Set(installed.id.clone()),
            version: Set(installed.version.clone()),
            texts: Set(json),
            installed_at: Set(now),
        };
        let transaction = store.begin().await?;
        pack::Entity::insert(row).exec_without_returning(&transaction).await?;
        sea_orm::TransactionSession::commit(transaction).await?;
        self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner).push(Arc::clone(&installed));
        Ok(installed)
    }
}

fn to_json(texts: &[PackTexts]) -> String {
    let packs = texts.iter().map(|pack| json!({ "folder": pack.folder, "files": pack.files }));
    Value::from_iter(packs).to_string()
}

fn from_json(text: &str) -> Option<Vec<PackTexts>> {
    let packs: Vec<Value> = serde_json::from_str(text).ok()?;
    let pack = |pack: &Value| {
        Some(PackTexts {
            folder: pack.get("folder")?.as_str()?.to_owned(),
            files: serde_json::from_value(pack.get("files")?.clone()).ok()?,
        })
    };
    packs.iter().map(pack).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_score_sheets_show_of_a_pack_stays_and_walks_go() {
        let folder = duheng_testkit::shipped::folder().join("sz-sustainable-enterprise");
        let read = || InstalledPack::of(Library::texts(std::slice::from_ref(&folder)).unwrap()).unwrap();
        let (full, lean) = (read(), read().lean());
        assert_eq!(full.bundles.len(), lean.bundles.len());
        let (mut facts, mut rules) = (0, 0);
        for (full_bundle, lean_bundle) in full.bundles.iter().zip(&lean.bundles) {
            let trees = |bundle: &Bundle| {
                bundle.of_kind(FileKind::Facts).map(|file| file.tree.clone()).collect::<Vec<_>>()
            };
            assert_eq!(trees(full_bundle), trees(lean_bundle));
            facts += trees(lean_bundle).len();
            assert!(lean_bundle.of_kind(FileKind::Walk).next().is_none());
            for file in full_bundle.of_kind(FileKind::Part) {
                assert!(!lean.sources.text(file.tree.span).is_empty());
                assert_eq!(full.sources.text(file.tree.span), lean.sources.text(file.tree.span));
                rules += 1;
            }
        }
        assert!(facts > 3 && rules >= 3, "{facts} {rules}");
    }
}
