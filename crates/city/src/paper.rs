//! Papers that enterprises of the city hand in: small files that open, and say on their face that they are made up.

use std::fmt::Write as _;

/// A sheet of A4, in points.
const SHEET: &str = "0 0 595 842";

/// A PDF with a heading and lines below it. Readers bring the Chinese letters, which the file does not hold.
pub(crate) fn paper(heading: &str, lines: &[String]) -> Vec<u8> {
    let mut drawn = format!("BT /H 20 Tf 72 760 Td {} Tj ET\n", letters(heading));
    for (at, line) in lines.iter().enumerate() {
        let height = 720_usize.saturating_sub(24 * at);
        // nothing is written to a text that fails
        let _ = writeln!(drawn, "BT /H 12 Tf 72 {height} Td {} Tj ET", letters(line));
    }
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>";
    let letters = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light \
                   /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> /DW 1000 /FontDescriptor 7 0 R >>";
    let shape = "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] \
                 /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [{SHEET}] /Contents 4 0 R /Resources << /Font << /H 5 0 R >> >> >>"
        ),
        format!("<< /Length {} >>\nstream\n{drawn}endstream", drawn.len()),
        font.to_owned(),
        letters.to_owned(),
        shape.to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in (1_usize..).zip(&objects) {
        places.push(file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (table, size) = (file.len(), objects.len() + 1);
    let _ = write!(file, "xref\n0 {size}\n0000000000 65535 f \n");
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    file.into_bytes()
}

/// A text as the encoding of the font has it.
fn letters(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("<{}>", units.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::paper;

    #[test]
    fn the_table_of_a_paper_leads_to_its_parts() {
        let file = String::from_utf8(paper("申请书", &["虚构".to_owned()])).unwrap();
        let table = file.rfind("xref\n0 8").unwrap();
        for (number, line) in file[table..].lines().skip(3).take(7).enumerate() {
            let place: usize = line[..10].parse().unwrap();
            assert!(file[place..].starts_with(&format!("{} 0 obj", number + 1)), "{line}");
        }
        let start = file.rfind("startxref\n").unwrap() + 10;
        assert_eq!(file[start..].lines().next().unwrap().parse::<usize>().unwrap(), file[..table].len());
        assert!(file.contains("<7533 8BF7 4E66>".replace(' ', "").as_str()));
    }
}
