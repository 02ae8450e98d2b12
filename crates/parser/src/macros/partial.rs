//! Values of which only a part is known, and what nobody knows of them.

use minijinja::value::{Enumerator, Object, ObjectRepr};
use minijinja::{Error, State, Value};
use pamphlet_source::limits;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A map of which only a part is known.
#[derive(Debug)]
pub(super) struct Partial {
    pub(super) name: String,
    pub(super) known: BTreeMap<String, Value>,
    pub(super) sign: char,
}

impl Object for Partial {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        let found = self.known.get(name).cloned();
        Some(found.unwrap_or_else(|| unknown(format!("{}.{name}", self.name), false, self.sign)))
    }
}

/// What only Python could say, by the name that was asked for.
pub(super) fn unknown(name: String, called: bool, sign: char) -> Value {
    Value::from_object(Unknown { name, called, sign })
}

/// What only Python could say.
#[derive(Debug)]
pub(super) struct Unknown {
    name: String,
    /// Whether it was called.
    called: bool,
    sign: char,
}

impl Unknown {
    fn further(&self, name: String, called: bool) -> Value {
        // A chain of many names says no more than its beginning.
        let name = if name.len() > limits::MACRO_NAME_BYTES { self.name.clone() } else { name };
        unknown(name, called || self.called, self.sign)
    }
}

impl Object for Unknown {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str().map_or_else(|| self.name.clone(), |key| format!("{}.{key}", self.name));
        Some(self.further(name, false))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Empty
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, _: &[Value]) -> Result<Value, Error> {
        Ok(self.further(self.name.clone(), true))
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, _: &[Value]) -> Result<Value, Error> {
        Ok(self.further(format!("{}.{method}", self.name), true))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = self.sign;
        write!(f, "{sign}{}{}{sign}", if self.called { "(" } else { "." }, self.name)
    }
}

/// A map whose entries stand in the order in which they are given.
pub(super) fn mapped(entries: impl IntoIterator<Item = (String, Value)>) -> Value {
    let (mut names, mut values) = (Vec::new(), BTreeMap::new());
    for (name, value) in entries {
        if values.insert(name.clone(), value).is_none() {
            names.push(name);
        }
    }
    Value::from_object(Known { names, values })
}

/// A map of the site, whose names keep the order that they are written in.
#[derive(Debug)]
struct Known {
    names: Vec<String>,
    values: BTreeMap<String, Value>,
}

impl Object for Known {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.values.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.names.iter().map(|key| Value::from(key.as_str())).collect())
    }
}
