//! Compression of streams (ISO 32000-1, 7.4.4).

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::Stream;
use std::cell::RefCell;

/// How much effort goes into compressing the contents of pages: level 6 makes them 2 per cent larger than the best,
/// in a third of the time.
const COMPRESSION: u32 = 6;

/// Compresses a stream, unless it is or that makes it no smaller.
pub(crate) fn deflate(stream: &mut Stream) {
    if stream.dict.has(b"Filter") || stream.content.is_empty() {
        return;
    }
    let packed = zlib(&stream.content);
    if packed.len() + 19 < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
}

thread_local! {
    /// What compresses, one a thread: a new one clears 270 kB, more work than most streams are.
    static STATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(COMPRESSION), true));
}

/// Bytes as a zlib stream.
pub(crate) fn zlib(bytes: &[u8]) -> Vec<u8> {
    STATE.with_borrow_mut(|state| {
        // What stopped half-way left its rest behind.
        state.reset();
        compressed(state, bytes)
    })
}

fn compressed(state: &mut Compress, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
    loop {
        let read = usize::try_from(state.total_in()).expect("fits");
        let status = state
            .compress_vec(&bytes[read..], &mut out, FlushCompress::Finish)
            .expect("deflating into memory does not fail");
        if matches!(status, Status::StreamEnd) {
            return out;
        }
        out.reserve(out.capacity().max(64));
    }
}
