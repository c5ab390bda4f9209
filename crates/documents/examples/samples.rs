//! Writes the sample documents into a folder, to be looked at:
//! `cargo run --package duheng-documents --example samples -- target/samples`.

#[path = "../tests/all/samples.rs"]
mod samples;

use std::fs;
use std::path::Path;

use duheng_documents::documents::State;
use duheng_documents::{Failure, Language, Pdf, certificate, notice, score_sheet};

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/samples".into());
    fs::create_dir_all(&folder)?;
    let keep = |name: &str, pdf: Result<Pdf, Failure>| match pdf {
        Ok(pdf) => {
            println!("{name}: {} page(s), missing: {:?}", pdf.pages, pdf.missing);
            fs::write(Path::new(&folder).join(format!("{name}.pdf")), pdf.bytes)
        }
        Err(failure) => {
            println!("{name}: {failure}; {}", failure.help_en());
            Ok(())
        }
    };
    let fonts = samples::fonts();
    for (lang, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
        keep(&format!("certificate.{name}"), certificate(&samples::certificate(lang), &fonts))?;
        keep(&format!("notice.{name}"), notice(&samples::notice(lang, 12), &fonts))?;
        let data = samples::score_sheet(lang, 40, State::Unmet);
        keep(&format!("score_sheet.{name}"), score_sheet(&data, &fonts))?;
    }
    let mut long = samples::certificate(Language::Zh);
    long.enterprise = samples::LONG_NAME.chars().take(60).collect();
    long.enterprise_other = samples::LONG_ENGLISH.into();
    keep("certificate.long", certificate(&long, &fonts))?;
    let mut real = samples::certificate(Language::Zh);
    (real.fictional, real.stars, real.stars_of) = (false, 0, 0);
    (real.enterprise, real.enterprise_other) = ("虚构市犇堃喆商贸有限公司".into(), String::new());
    keep("certificate.plain", certificate(&real, &fonts))?;
    for c in ['𬭎', '㼆', '䶮', '犇', '堃', '喆', '✓', '✗', '△', '★', '☆', '—', '…'] {
        println!("`{c}` (U+{:04X}) covered: {}", u32::from(c), fonts.cover(c));
    }
    Ok(())
}
