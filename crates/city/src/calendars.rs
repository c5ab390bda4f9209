//! Packs know the working days of years for which a notice was issued. A city may lie in any year: the calendars of its
//! packs are lengthened by years in which every weekday is worked, marked as made up.

use std::collections::BTreeSet;
use std::path::Path;

use duheng_app::Fault;
use duheng_app::library::{Library, PackTexts};
use duheng_pack::calendar::Date;
use duheng_pack::schema::Fields;

use crate::data::tree;
use crate::trouble::Trouble;

/// How many years before and after that of the city its people reckon with.
const AROUND: i16 = 6;

/// The texts of a pack and of those that it imports, with calendars that know the years around a day.
pub(crate) fn texts(folder: &Path, as_of: Date) -> Result<Vec<PackTexts>, Trouble> {
    let mut texts = Library::texts(&[folder.to_owned()]).map_err(Fault::Library)?;
    for pack in &mut texts {
        for (path, _, text) in &mut pack.files {
            if path.starts_with("calendars/") {
                *text = lengthened(text, as_of)?;
            }
        }
    }
    Ok(texts)
}

/// A calendar with the years that it lacks, before those that it has.
fn lengthened(text: &str, as_of: Date) -> Result<String, Trouble> {
    let calendar = tree(text)?;
    let known: BTreeSet<String> =
        Fields(&calendar).entries("years").iter().map(|entry| entry.key.clone()).collect();
    let years = as_of.year().saturating_sub(AROUND)..=as_of.year().saturating_add(AROUND);
    let lacking = years.map(|year| year.to_string()).filter(|year| !known.contains(year));
    let more: String = lacking
        .map(|year| {
            format!("  {year}:\n    notice: 虚构的演示年历，不计法定节假日\n    off: []\n    worked: []\n")
        })
        .collect();
    Ok(text.replacen("\nyears:\n", &format!("\nyears:\n{more}"), 1))
}
