//! What the tests share: the slow reference scorer, generators of random enterprises, the shipped packs, fuzz bodies.

pub mod fuzz;
pub mod random;
pub mod reference;
pub mod shipped;
