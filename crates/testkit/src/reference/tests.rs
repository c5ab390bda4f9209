//! Hand-computed scores.
