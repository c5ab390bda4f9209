//! Sheets made from a seed.
