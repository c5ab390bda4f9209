//! Characters that a font lacks are told, never passed over.

use std::fs;

use duheng_documents::chart::Share;
use duheng_documents::documents::State;
use duheng_documents::{Failure, Fonts, Language, certificate, score_sheet};

use crate::samples::{self, fonts};
use crate::says;

#[test]
fn rare_characters_of_names_are_covered_or_told() {
    let mut data = samples::certificate(Language::Zh);
    data.enterprise = "虚构市犇堃喆商贸有限公司".into();
    says(&certificate(&data, &fonts()).expect("a certificate"), &["犇堃喆"]);
    for c in ['𬭎', '㼆', '䶮'] {
        data.enterprise = format!("虚构市{c}商贸有限公司");
        match certificate(&data, &fonts()) {
            Ok(pdf) => says(&pdf, &[&data.enterprise]),
            Err(failure) => {
                assert!(!fonts().cover(c));
                assert_eq!(failure, Failure::MissingGlyphs(vec![c]));
                assert!(failure.zh().contains(c) && failure.en().contains("U+"), "{failure}");
            }
        }
    }
}

#[test]
fn a_score_sheet_tells_what_is_missing() {
    let mut data = samples::score_sheet(Language::Zh, 1, State::Met);
    data.enterprise = "😀公司\u{200d}\u{fe0f}".into();
    data.series.parts = vec![Share::new("🦀", "1", "2", Some(500)); 3];
    let pdf = score_sheet(&data, &fonts()).expect("a score sheet");
    assert_eq!(pdf.missing, ['😀', '🦀']);
    assert_eq!(pdf.complete(), Err(Failure::MissingGlyphs(vec!['😀', '🦀'])));
    let told = data.with_stand_ins(&['😀', '🦀']).expect("the same data");
    let pdf = score_sheet(&told, &fonts()).expect("a score sheet");
    assert!(pdf.missing.is_empty(), "{:?}", pdf.missing);
    says(&pdf, &["〓公司"]);
}

#[test]
fn fonts_come_from_a_folder_too() {
    let folder = std::env::temp_dir().join(format!("duheng-fonts-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("README.txt"), "no font").expect("a file");
    assert!(Fonts::with_folder(&folder).is_ok());
    fs::write(folder.join("a.ttf"), "no font").expect("a file");
    let found = Fonts::with_folder(&folder).err();
    assert_eq!(found, Some(Failure::Font(folder.join("a.ttf").display().to_string())));
    fs::remove_dir_all(&folder).expect("removed");
    assert_eq!(Fonts::with_folder(&folder).err(), Some(Failure::Font(folder.display().to_string())));
}
