//! Parsers of values that several commands take, and what they say of a mistake.

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// A parser of whole numbers from one to another.
pub(super) fn number<T: TryFrom<u32> + Clone + Send + Sync + 'static>(
    least: u32,
    most: u32,
    example: &'static str,
) -> impl TypedValueParser<Value = T> {
    move |given: &str| {
        let number = given.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
            let to = if most == u32::MAX { String::new() } else { format!(" to {most}") };
            format!("“{given}” is not a whole number from {least}{to}: write {example}")
        })
    }
}

/// A parser of the names of some values, which help and mistakes list.
pub(super) fn named<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let find = move |given: String| {
        all.iter().copied().find(|one| name(*one).eq_ignore_ascii_case(&given)).ok_or("it is not known")
    };
    PossibleValuesParser::new(all.iter().map(|one| name(*one))).try_map(find)
}
