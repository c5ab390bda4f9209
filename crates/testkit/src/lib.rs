//! What the tests share: the slow reference scorer, generators of random enterprises, the shipped packs, mutants of
//! packs, fuzz bodies.

pub mod fuzz;
pub mod mutants;
pub mod random;
pub mod reference;
pub mod shipped;
