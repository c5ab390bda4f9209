//! The requirements, read from the tables under `docs/requirements/`.

use std::fs;

use crate::failure::Failure;
use crate::process::{Workspace, cannot};

/// Where the tables stand.
pub const FOLDER: &str = "docs/requirements";
const INDEX: &str = "index.csv";
const MEND: &str = "docs/requirements/README.md says what the columns hold";

/// A text in both languages: Chinese, English.
pub type Both = [String; 2];

/// The requirements of one programme, or those that follow from several.
pub struct Table {
    /// Its title.
    pub title: Both,
    /// The document that it was read from.
    pub document: Both,
    /// Its rows in order.
    pub rows: Vec<Requirement>,
}

/// One requirement.
#[derive(Debug)]
pub struct Requirement {
    /// Its id, such as `S4-12`.
    pub id: String,
    /// The clause of the document.
    pub clause: String,
    /// What is asked.
    pub asked: Both,
    /// How one sees that it holds.
    pub verified: Both,
    /// The page or command where to see it; empty when there is none.
    pub see: String,
    /// What its tests do not show, or what is not built; empty when nothing is missing.
    pub missing: Both,
}

/// All tables, in the order of the index.
pub fn read(workspace: &Workspace) -> Result<Vec<Table>, Failure> {
    let mut tables = Vec::new();
    for row in rows(workspace, INDEX, ["file", "title_zh", "title_en", "document_zh", "document_en"])? {
        let [file, title_zh, title_en, document_zh, document_en] = row;
        let columns = [
            "id",
            "clause",
            "asked_zh",
            "asked_en",
            "verified_zh",
            "verified_en",
            "see",
            "missing_zh",
            "missing_en",
        ];
        let rows = rows(workspace, &file, columns)?
            .into_iter()
            .map(|row| {
                let [id, clause, asked_zh, asked_en, verified_zh, verified_en, see, missing_zh, missing_en] =
                    row;
                Requirement {
                    id,
                    clause,
                    asked: [asked_zh, asked_en],
                    verified: [verified_zh, verified_en],
                    see,
                    missing: [missing_zh, missing_en],
                }
            })
            .collect();
        tables.push(Table { title: [title_zh, title_en], document: [document_zh, document_en], rows });
    }
    Ok(tables)
}

/// The rows of one table below the line that names the columns.
fn rows<const N: usize>(
    workspace: &Workspace,
    file: &str,
    columns: [&str; N],
) -> Result<Vec<[String; N]>, Failure> {
    let path = workspace.path(FOLDER).join(file);
    let text = fs::read_to_string(&path).map_err(|error| cannot("read", &path, &error))?;
    let mut lines = text.lines().enumerate();
    let head = lines.next().map(|(_, line)| line);
    if head != Some(columns.join(",").as_str()) {
        let what = format!("{FOLDER}/{file}:1: the columns are not `{}`", columns.join(","));
        return Err(Failure::new(what, MEND));
    }
    lines
        .map(|(at, line)| {
            let cells = cells(line).unwrap_or_default();
            let found = cells.len();
            <[String; N]>::try_from(cells).map_err(|_| {
                Failure::new(format!("{FOLDER}/{file}:{}: {found} cells instead of {N}", at + 1), MEND)
            })
        })
        .collect()
}

/// The cells of one line: parted by commas, quoted where a comma or a quote stands inside; nothing when a quote is left
/// open.
fn cells(line: &str) -> Option<Vec<String>> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        let cell = cells.last_mut()?;
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cell.push(sign),
        }
    }
    (!quoted).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn cells_are_parted_by_commas_outside_of_quotes() {
        let read = |line| cells(line).unwrap_or_default();
        assert_eq!(read("a,,c"), ["a", "", "c"]);
        assert_eq!(read("\"a, b\",\"say \"\"yes\"\"\""), ["a, b", "say \"yes\""]);
        assert_eq!(cells("\"left open"), None);
    }
}
