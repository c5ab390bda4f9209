//! The organisation tree: offices and enterprises, each below another from a day on.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;

/// Where organisations hang. Moving a node moves all that hangs below it; past days stay as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    parents: BTreeMap<String, Vec<(Date, String)>>,
}

/// Why a node cannot be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveError {
    /// It would hang below itself.
    Circle,
    /// It was moved on a later day already.
    Later(Date),
}

impl Places {
    /// Hangs `node` below `under` from a day on.
    pub fn hang(&mut self, node: &str, under: &str, from: Date) -> Result<(), MoveError> {
        if self.is_below(under, node, from) {
            return Err(MoveError::Circle);
        }
        let moves = self.parents.entry(node.into()).or_default();
        if let Some((last, _)) = moves.last()
            && *last > from
        {
            return Err(MoveError::Later(*last));
        }
        moves.push((from, under.into()));
        Ok(())
    }

    /// What `node` hangs below on a day.
    #[must_use]
    pub fn parent(&self, node: &str, on: Date) -> Option<&str> {
        let moves = self.parents.get(node)?;
        moves.iter().rev().find(|(from, _)| *from <= on).map(|(_, under)| under.as_str())
    }

    /// Whether `node` is `above` or hangs below it on a day.
    #[must_use]
    pub fn is_below(&self, node: &str, above: &str, on: Date) -> bool {
        let mut at = node;
        // the tree has no circles; the bound only keeps a mistake from running forever
        for _ in 0..=self.parents.len() {
            if at == above {
                return true;
            }
            match self.parent(at, on) {
                Some(under) => at = under,
                None => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_that_moves_takes_its_firms_along_from_that_day() {
        let date = |text: &str| Date::read(text).unwrap();
        let mut places = Places::default();
        for (node, under) in [("east", "city"), ("west", "city"), ("town", "east"), ("firm", "town")] {
            places.hang(node, under, Date::FIRST).unwrap();
        }
        places.hang("town", "west", date("2026-07-01")).unwrap();
        assert!(places.is_below("firm", "east", date("2026-06-30")));
        assert!(places.is_below("firm", "west", date("2026-07-01")));
        assert!(!places.is_below("firm", "east", date("2026-07-01")));
        assert_eq!(places.hang("city", "town", date("2026-08-01")), Err(MoveError::Circle));
        assert_eq!(
            places.hang("town", "east", date("2026-06-01")),
            Err(MoveError::Later(date("2026-07-01")))
        );
    }
}
