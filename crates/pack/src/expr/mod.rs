//! The expression language: conditions and formulas, typed, total, exact.
//!
//! `parse` gives a syntax tree, [`check`] looks names up and settles types, units and periods, [`form`] is what
//! every interpreter reads, [`eval`] is the one that explains.

mod ast;
pub mod check;
pub mod eval;
pub mod form;
mod parse;
mod quantity;
mod token;
mod truth;
mod view;

pub use ast::{Ast, AstKind, Operator, Window};
pub use check::{Checker, FUNCTIONS, Function, Typed};
pub use eval::{Evaluator, all, any, percentile};
pub use parse::parse;
pub use quantity::Quantity;
pub use truth::{TruthTable, truth_tables};
pub use view::{Known, Row, Rows, View};
