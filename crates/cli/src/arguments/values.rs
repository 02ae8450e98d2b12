//! Parsers of values that several commands take, and what they say of a mistake.

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

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
    Trimmed(PossibleValuesParser::new(all.iter().map(|one| name(*one)))).try_map(find)
}

/// A parser of a text that may stand in a list: `it, fr` are two.
pub(super) fn word() -> impl TypedValueParser<Value = String> {
    Trimmed(StringValueParser::new())
}

/// What a parser makes of a value without the space round it.
#[derive(Clone)]
struct Trimmed<P>(P);

impl<P: TypedValueParser> TypedValueParser for Trimmed<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<P::Value, Error> {
        let bare = value.to_str().map_or(value, |text| OsStr::new(text.trim()));
        self.0.parse_ref(command, argument, bare)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        self.0.possible_values()
    }
}

/// A parser with names that shells complete; what is none of them is for `parse` to tell of.
pub(super) fn listed<P: TypedValueParser>(
    names: impl Iterator<Item = &'static str>,
    parse: P,
) -> impl TypedValueParser<Value = P::Value> {
    Trimmed(Listed { names: names.collect(), parse })
}

/// See [`listed`].
#[derive(Clone)]
struct Listed<P> {
    names: Vec<&'static str>,
    parse: P,
}

impl<P: TypedValueParser> TypedValueParser for Listed<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<P::Value, Error> {
        self.parse.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.names.iter().map(PossibleValue::new)))
    }
}
