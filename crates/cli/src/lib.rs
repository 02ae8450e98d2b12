//! The pamphlet command.
