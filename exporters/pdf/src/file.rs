//! The bytes of a document: objects in streams, and a table of where each is (ISO 32000-1, 7.5.7 and 7.5.8).
//!
//! In: a lopdf [`Document`]. Out: a file. lopdf could write it too; it looks for every number among all others when it
//! closes gaps, and leaves the table as it is, which makes a tagged book 300 KB larger.

use crate::deflate::zlib;
use lopdf::{Dictionary, Document, Object, StringFormat};
use sha2::{Digest, Sha256};
use std::ops::Range;

/// Bytes of objects that are compressed together: four times what deflate looks back.
const TOGETHER: usize = 128 << 10;

/// The mark that says the file is binary.
const BINARY: &[u8] = b"%\xBB\xAD\xC0\xDE\n";

/// Where an object is.
#[derive(Clone, Copy)]
enum XrefEntry {
    /// At a byte of the file.
    Byte(usize),
    /// In a stream of objects: its number, and the index in it.
    Inside(u32, usize),
}

/// Writes a document, with objects that are made when it is their turn: those of the numbers `made`, by `make`. All are
/// numbered anew, in the order of their numbers and without gaps. The file says that it is of the document's version; its
/// identifier is drawn from `seed` and what is written.
pub(crate) fn write(document: Document, made: Range<u32>, make: impl Fn(u32) -> Object, seed: &str) -> Vec<u8> {
    let Document { version, mut objects, trailer, .. } = document;
    let largest = objects.keys().next_back().map_or(0, |id| id.0).max(made.end);
    let mut numbers = vec![0_u32; usize::try_from(largest).expect("fits") + 1];
    let later = objects.split_off(&(made.start, 0));
    let mut last = 0;
    for old in objects.keys().map(|id| id.0).chain(made.clone()).chain(later.keys().map(|id| id.0)) {
        last += 1;
        numbers[usize::try_from(old).expect("fits")] = last;
    }
    let mut places: Vec<XrefEntry> = vec![XrefEntry::Byte(0); usize::try_from(last).expect("fits") + 1];
    let mut next = u32::try_from(places.len()).expect("a file has fewer objects");
    let mut out = format!("%PDF-{version}\n").into_bytes();
    out.extend_from_slice(BINARY);
    let mut together = Together::default();
    let objects = objects.into_values().chain(made.map(make)).chain(later.into_values());
    for (object, number) in objects.zip(1_u32..) {
        let index = usize::try_from(number).expect("fits");
        if let Object::Stream(stream) = object {
            places[index] = XrefEntry::Byte(out.len());
            write_stream(&mut out, number, &stream.dict, &stream.content, &numbers);
            continue;
        }
        places[index] = XrefEntry::Inside(next, together.count);
        together.add(number, &object, &numbers);
        if together.objects.len() >= TOGETHER {
            places.push(XrefEntry::Byte(out.len()));
            together.write(&mut out, next);
            next += 1;
        }
    }
    if together.count > 0 {
        places.push(XrefEntry::Byte(out.len()));
        together.write(&mut out, next);
        next += 1;
    }
    let table = out.len();
    places.push(XrefEntry::Byte(table));
    let mut hash = Sha256::new();
    hash.update(seed);
    hash.update(&out);
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    write_table(&mut out, next, &places, &trailer, id, &numbers);
    out.extend_from_slice(format!("startxref\n{table}\n%%EOF\n").as_bytes());
    out
}

/// Objects that will be compressed together.
#[derive(Default)]
struct Together {
    count: usize,
    /// Number and place of each, as the stream begins.
    head: Vec<u8>,
    objects: Vec<u8>,
}

impl Together {
    fn add(&mut self, number: u32, object: &Object, numbers: &[u32]) {
        integer(&mut self.head, i64::from(number));
        self.head.push(b' ');
        integer(&mut self.head, i64::try_from(self.objects.len()).expect("fits"));
        self.head.push(b' ');
        write_object(&mut self.objects, object, numbers);
        self.objects.push(b'\n');
        self.count += 1;
    }

    fn write(&mut self, out: &mut Vec<u8>, number: u32) {
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", "ObjStm");
        dictionary.set("N", i64::try_from(self.count).expect("fits"));
        dictionary.set("First", i64::try_from(self.head.len()).expect("fits"));
        dictionary.set("Filter", "FlateDecode");
        self.head.append(&mut self.objects);
        write_stream(out, number, &dictionary, &zlib(&self.head), &[]);
        self.head.clear();
        self.count = 0;
    }
}

fn write_stream(out: &mut Vec<u8>, number: u32, dictionary: &Dictionary, content: &[u8], numbers: &[u32]) {
    integer(out, i64::from(number));
    out.extend_from_slice(b" 0 obj\n<<");
    // Some programs take a carriage return at the end of a stream for a part of the line end behind it. A byte behind the
    // end of compressed bytes is not read, nor one behind a table or a picture, and in operators it is white.
    let padded = content.last() == Some(&b'\r');
    for (key, value) in dictionary.iter().filter(|(key, _)| key.as_slice() != b"Length") {
        write_entry(out, key, value, numbers);
    }
    out.extend_from_slice(b"/Length ");
    integer(out, i64::try_from(content.len() + usize::from(padded)).expect("fits"));
    out.extend_from_slice(b">>stream\n");
    out.extend_from_slice(content);
    if padded {
        out.push(0);
    }
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

/// Writes the table: a row for each object, by its difference from the row above (PNG's filter "up").
fn write_table(
    out: &mut Vec<u8>,
    number: u32,
    places: &[XrefEntry],
    trailer: &Dictionary,
    id: Object,
    numbers: &[u32],
) {
    const WIDTH: usize = 7;
    let mut rows = Vec::with_capacity(places.len() * (WIDTH + 1));
    let mut above = [0_u8; WIDTH];
    for (index, place) in places.iter().enumerate() {
        let (kind, first, second) = match *place {
            // The first of the free objects, which ends their list.
            _ if index == 0 => (0, 0, u16::MAX),
            XrefEntry::Byte(byte) => (1, u32::try_from(byte).expect("files stay below 4 GiB"), 0),
            XrefEntry::Inside(stream, at) => (2, stream, u16::try_from(at).expect("a stream is full before that")),
        };
        let mut row = [kind; WIDTH];
        row[1..5].copy_from_slice(&first.to_be_bytes());
        row[5..].copy_from_slice(&second.to_be_bytes());
        rows.push(2);
        rows.extend(row.iter().zip(above).map(|(own, above)| own.wrapping_sub(above)));
        above = row;
    }
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", "XRef");
    dictionary.set("Size", i64::try_from(places.len()).expect("fits"));
    dictionary.set("W", vec![1.into(), 4.into(), 2.into()]);
    for key in ["Root", "Info"] {
        if let Ok(value) = trailer.get(key.as_bytes()) {
            dictionary.set(key, value.clone());
        }
    }
    dictionary.set("ID", vec![id.clone(), id]);
    dictionary.set("Filter", "FlateDecode");
    let mut parameters = Dictionary::new();
    parameters.set("Predictor", 12);
    parameters.set("Columns", i64::try_from(WIDTH).expect("fits"));
    dictionary.set("DecodeParms", parameters);
    write_stream(out, number, &dictionary, &zlib(&rows), numbers);
}

fn write_object(out: &mut Vec<u8>, object: &Object, numbers: &[u32]) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(true) => out.extend_from_slice(b"true"),
        Object::Boolean(false) => out.extend_from_slice(b"false"),
        Object::Integer(value) => integer(out, *value),
        Object::Real(value) => real(out, *value),
        Object::Name(name) => write_name(out, name),
        Object::String(text, format) => write_string(out, text, *format),
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    separate(out, item);
                }
                write_object(out, item, numbers);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary, numbers),
        // A stream is an object of its own, always: what is inside another is its dictionary.
        Object::Stream(stream) => write_dictionary(out, &stream.dict, numbers),
        Object::Reference((old, _)) => {
            match usize::try_from(*old).ok().and_then(|old| numbers.get(old)) {
                Some(new) if *new > 0 => {
                    integer(out, i64::from(*new));
                    out.extend_from_slice(b" 0 R");
                }
                // What is not there is null (7.3.10).
                _ => out.extend_from_slice(b"null"),
            }
        }
    }
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary, numbers: &[u32]) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_entry(out, key, value, numbers);
    }
    out.extend_from_slice(b">>");
}

fn write_entry(out: &mut Vec<u8>, key: &[u8], value: &Object, numbers: &[u32]) {
    write_name(out, key);
    separate(out, value);
    write_object(out, value, numbers);
}

/// Puts a space before what would else run on from a name or a number.
fn separate(out: &mut Vec<u8>, next: &Object) {
    let delimited = matches!(
        next,
        Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_) | Object::Stream(_)
    );
    if !delimited {
        out.push(b' ');
    }
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            hexadecimal(out, *byte);
        }
    }
}

fn write_string(out: &mut Vec<u8>, text: &[u8], format: StringFormat) {
    match format {
        StringFormat::Literal => literal(out, text),
        StringFormat::Hexadecimal => {
            out.push(b'<');
            for byte in text {
                hexadecimal(out, *byte);
            }
            out.push(b'>');
        }
    }
}

/// A string between parentheses (7.3.4.2).
pub(crate) fn literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', *byte]),
            // Else it would be read as a line feed.
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}

fn hexadecimal(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
}

/// A whole number.
pub(crate) fn integer(out: &mut Vec<u8>, value: i64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).expect("a digit");
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

/// A number, to hundred-thousandths at most: PDF knows no exponents.
pub(crate) fn real(out: &mut Vec<u8>, value: f32) {
    const PARTS: i64 = 100_000;
    if !value.is_finite() {
        out.push(b'0');
        return;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it saturates, far outside of any page")]
    let parts = (f64::from(value) * 100_000.0).round() as i64;
    if parts < 0 {
        out.push(b'-');
    }
    let parts = parts.unsigned_abs();
    let (whole, mut rest) = (parts / PARTS.unsigned_abs(), parts % PARTS.unsigned_abs());
    if whole > 0 || rest == 0 {
        integer(out, i64::try_from(whole).unwrap_or(i64::MAX));
    }
    if rest == 0 {
        return;
    }
    out.push(b'.');
    let mut place = PARTS.unsigned_abs() / 10;
    while rest > 0 {
        out.push(b'0' + u8::try_from(rest / place).expect("a digit"));
        rest %= place;
        place /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Stream, dictionary};

    fn shown(object: &Object) -> String {
        let mut out = Vec::new();
        write_object(&mut out, object, &[0, 7]);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn objects_are_written_shortly() {
        let numbers = [0.5_f32, -0.25, 12.0, 1234.5678, -0.000_001, 100_000.0, f32::NAN, 1e9];
        let numbers = Object::Array(numbers.map(Object::Real).to_vec());
        assert_eq!(shown(&numbers), "[.5 -.25 12 1234.56775 0 100000 0 1000000000]");
        let other = Object::Dictionary(dictionary! {
            "A B" => vec![Object::Null, true.into(), i64::MIN.into(), Object::Name(b"x".to_vec())],
            "R" => vec![Object::Reference((1, 0)), Object::Reference((9, 0))],
            "S" => Object::string_literal("a(b\\)\r"),
            "H" => Object::String(vec![0xFE, 0x0F], StringFormat::Hexadecimal),
        });
        assert_eq!(
            shown(&other),
            "<</A#20B[null true -9223372036854775808/x]/R[7 0 R null]/S(a\\(b\\\\\\)\\r)/H<FE0F>>>"
        );
    }

    #[test]
    fn no_stream_ends_in_a_carriage_return() {
        let mut out = Vec::new();
        write_stream(&mut out, 1, &Dictionary::new(), b"a\r", &[]);
        assert_eq!(out, b"1 0 obj\n<</Length 3>>stream\na\r\0\nendstream\nendobj\n");
        out.clear();
        write_stream(&mut out, 1, &Dictionary::new(), b"a\n", &[]);
        assert_eq!(out, b"1 0 obj\n<</Length 2>>stream\na\n\nendstream\nendobj\n");
    }

    #[test]
    fn what_is_written_is_read() {
        let mut document = Document::new();
        // Enough objects for several streams, with gaps between their numbers.
        for number in 1..3000_u32 {
            document.objects.insert((number * 3, 0), Object::Integer(i64::from(number)));
        }
        let words = "word ".repeat(20_000);
        document.objects.insert((5, 0), Object::Dictionary(dictionary! { "Long" => Object::string_literal(words) }));
        document.objects.insert((1, 0), Object::Stream(Stream::new(Dictionary::new(), b"content".to_vec())));
        document.objects.insert((2, 0), Object::Dictionary(dictionary! { "Type" => "Catalog", "X" => (6, 0) }));
        document.trailer.set("Root", (2, 0));
        // One of the gaps is filled when it is written.
        let make = |_| Object::Integer(-7);
        let bytes = write(document.clone(), 4000..4001, make, "seed");
        let read = Document::load_mem(&bytes).expect("is read");
        let catalog = read.catalog().expect("has one");
        let second = catalog.get(b"X").and_then(Object::as_reference).expect("refers");
        // Objects 1, 2, 3 (3), 4 (5), 5 (6).
        assert_eq!(second, (5, 0));
        assert_eq!(read.get_object(second).and_then(Object::as_i64).expect("is there"), 2);
        let last = read.objects.values().filter_map(|object| object.as_i64().ok()).max();
        assert_eq!(last, Some(2999));
        assert_eq!(read.get_object((1337, 0)).and_then(Object::as_i64).expect("is there"), -7);
        assert_eq!(bytes, write(document.clone(), 4000..4001, make, "seed"));
        assert_ne!(bytes, write(document, 4000..4001, make, "other"));
    }
}
