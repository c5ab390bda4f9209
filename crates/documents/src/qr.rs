//! QR codes as SVG.

use duheng_chart::svg;
use qrcode::{Color, EcLevel, QrCode};

use crate::Failure;

/// The quiet zone that ISO/IEC 18004 asks for, in modules.
const QUIET: usize = 4;

/// A QR code that leads to an address, with error correction M; black on white with its quiet zone.
///
/// # Errors
///
/// [`Failure::QrCode`] when the address is too long, which is at about 2,300 bytes.
pub fn qr(address: &str, title: &str) -> Result<String, Failure> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| Failure::QrCode)?;
    let modules = code.width();
    let side = i32::try_from(modules + 2 * QUIET).map_err(|_| Failure::QrCode)?;
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(modules).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                path.push_str(&format!("M{} {}h{}v1h-{}z", x + QUIET, y + QUIET, run.len(), run.len()));
            }
            x += run.len();
        }
    }
    let body = format!(
        "<path fill=\"#ffffff\" d=\"M0 0h{side}v{side}h-{side}z\"/>\n<path fill=\"#000000\" d=\"{path}\"/>\n"
    );
    Ok(svg::picture(title, address, side, side, &body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_quiet_zone_and_says_where_it_leads() {
        let svg = qr("https://example.org/v/1", "核验").expect("a code");
        assert!(svg.contains("viewBox=\"0 0 33 33\""), "{svg}");
        assert!(svg.contains("d=\"M4 4h7v1h-7z"), "{svg}");
        assert!(svg.contains("<desc>https://example.org/v/1</desc>"), "{svg}");
        assert!(!svg.contains("style"), "{svg}");
    }

    #[test]
    fn an_address_may_be_too_long() {
        assert_eq!(qr(&"a".repeat(4000), "核验"), Err(Failure::QrCode));
    }
}
