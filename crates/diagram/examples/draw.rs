//! Draws the Mermaid source of a file in a language, and prints the SVG: `draw FILE LANGUAGE`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a program for a terminal, which reads a file that it is given"
)]

use pamphlet_locale::Tag;
use pamphlet_media::face::Faces;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(language)) = (arguments.next(), arguments.next()) else { return };
    let source = std::fs::read_to_string(file).expect("a file of text");
    match pamphlet_diagram::draw(
        "mermaid",
        &source,
        Faces::embedded(),
        &Tag::parse(&language).expect("a language"),
        &mut Vec::new(),
    ) {
        Ok(vector) => println!("{}", vector.svg),
        Err(undrawn) => eprintln!("{undrawn}"),
    }
}
