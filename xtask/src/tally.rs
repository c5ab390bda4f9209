//! Counting what passed and what failed.

use std::fmt;

/// How many tests or steps passed, failed and were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Done as expected.
    pub passed: u32,
    /// Not as expected.
    pub failed: u32,
    /// Marked `#[ignore]`, so not run.
    pub ignored: u32,
}

impl Tally {
    /// Sums all `test result:` lines of the output of `cargo test`.
    ///
    /// A run that failed without a failing test (it did not build, it crashed) counts as one failure, so that
    /// nothing red is ever counted as green.
    pub fn of_tests(output: &str, success: bool) -> Self {
        let mut tally = Self::default();
        for line in output.lines() {
            if let Some((_, counts)) = line.split_once("test result: ") {
                tally.add(Self::of_counts(counts));
            }
        }
        if !success && tally.failed == 0 {
            tally.failed = 1;
        }
        tally
    }

    /// Reads `ok. 3 passed; 1 failed; 0 ignored; 0 measured; …`.
    fn of_counts(text: &str) -> Self {
        let count = |name: &str| {
            text.split([';', '.'])
                .filter_map(|part| part.trim().strip_suffix(name))
                .find_map(|number| number.trim().parse().ok())
                .unwrap_or(0)
        };
        Self { passed: count("passed"), failed: count("failed"), ignored: count("ignored") }
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }

    /// Counts one step.
    pub fn step(&mut self, success: bool) {
        if success { self.passed += 1 } else { self.failed += 1 }
    }

    /// Prints what was left out, then the last line of every command that counts.
    pub fn print(&self) {
        if self.ignored > 0 {
            println!("{} tests are marked #[ignore] and were not run", self.ignored);
        }
        println!("{self}");
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(output: &str, success: bool, expect: &str) {
        assert_eq!(Tally::of_tests(output, success).to_string(), expect);
    }

    #[test]
    fn every_result_line_counts() {
        let output = "running 3 tests\n...\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s\n";
        check(output, false, "7 passed, 2 failed");
        assert_eq!(Tally::of_tests(output, false).ignored, 1);
    }

    #[test]
    fn a_run_that_does_not_build_is_a_failure() {
        check("error: could not compile `duheng-pack`", false, "0 passed, 1 failed");
    }

    #[test]
    fn a_crash_after_green_tests_is_a_failure() {
        check("test result: ok. 3 passed; 0 failed; 0 ignored", false, "3 passed, 1 failed");
    }

    #[test]
    fn no_tests_are_no_failure() {
        check("", true, "0 passed, 0 failed");
    }
}
