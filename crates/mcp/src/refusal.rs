//! Why a call has no result.

/// Why a call has no result: a code of JSON-RPC and a sentence.
pub(crate) struct Refusal {
    pub(crate) code: i32,
    pub(crate) message: String,
}

impl Refusal {
    /// The parameters are wrong.
    pub(crate) fn parameters(message: impl Into<String>) -> Self {
        Self { code: -32602, message: message.into() }
    }
}
