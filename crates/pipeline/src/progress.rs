//! How far a run is.

/// Is told how far a run is; from several threads at once.
pub trait Progress: Sync {
    /// So many steps are ahead.
    fn begin(&self, steps: usize);
    /// A step is done; what it was.
    fn step(&self, what: &str);
}

/// Nobody is looking.
impl Progress for () {
    fn begin(&self, _steps: usize) {}
    fn step(&self, _what: &str) {}
}
