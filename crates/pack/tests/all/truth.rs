//! The truth tables of the reference.

use duheng_pack::expr::truth_tables;

#[test]
fn the_tables_are_those_of_kleene() {
    let text: String = truth_tables().iter().map(|table| table.to_string() + "\n").collect();
    insta::assert_snapshot!(text);
}
