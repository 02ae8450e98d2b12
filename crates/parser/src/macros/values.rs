//! Values for templates: what a site says, and what cannot be known.

use super::partial::{Partial, Unknown, mapped, unknown};
use super::places::{NavPlace, Navigation, PagePlace};
use minijinja::value::Object;
use minijinja::{Environment, Value};
use pamphlet_document::PageMeta;
use pamphlet_source::yaml::{Map, Value as Yaml};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Names that were asked for and are not known.
pub(super) type Asked = Arc<Mutex<BTreeSet<String>>>;

/// What is known of a page.
pub(super) struct About<'p> {
    pub(super) meta: &'p PageMeta,
    /// The heading that it begins with.
    pub(super) title: Option<String>,
    pub(super) place: Option<PagePlace>,
    /// The navigation, where it is asked for.
    pub(super) navigation: Option<Arc<[NavPlace]>>,
}

/// All variables of a page. What is not there is [`Unknown`], so that one name that needs Python costs no more than the
/// place it stands at.
#[derive(Debug)]
pub(super) struct Variables {
    known: BTreeMap<String, Value>,
    asked: Asked,
    /// The sign that stands before and behind the name of what is not known.
    sign: char,
}

impl Variables {
    /// From what the site and the page say.
    pub(super) fn new(site: &Map, about: &About<'_>, asked: Asked, sign: char) -> Self {
        let About { meta, title, place, navigation } = about;
        let mut known: BTreeMap<String, Value> =
            site.0.iter().map(|(key, value)| (key.clone(), converted(value))).collect();
        let own = of_page(meta);
        known.extend(own.iter().map(|(key, value)| (key.clone(), value.clone())));
        let facts = place.as_ref().map(|place| place.facts(sign)).unwrap_or_default();
        let mut page: BTreeMap<String, Value> = BTreeMap::from([("meta".to_owned(), mapped(own.clone()))]);
        // What the navigation calls it counts, then its front matter, then its heading.
        let title = title.clone().or_else(|| place.as_ref().map(PagePlace::title));
        page.extend(title.map(|title| ("title".to_owned(), Value::from(title))));
        page.extend(own.into_iter().filter(|(key, _)| key == "title"));
        page.extend(facts);
        if let Some(entries) = navigation {
            let navigation = Navigation { entries: Arc::clone(entries), sign };
            known.insert("navigation".to_owned(), Value::from_object(navigation));
        }
        known.insert("page".to_owned(), Value::from_object(Partial { name: "page".to_owned(), known: page, sign }));
        Self { known, asked, sign }
    }
}

impl Object for Variables {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        if let Some(value) = self.known.get(name) {
            return Some(value.clone());
        }
        if matches!(name, "range" | "dict" | "namespace" | "loop" | "self" | "super" | "caller") {
            return None;
        }
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        Some(unknown(name.to_owned(), false, self.sign))
    }
}

fn is_unknown(value: &Value) -> bool {
    value.is_undefined() || value.downcast_object_ref::<Unknown>().is_some()
}

/// What templates may ask of what is not known.
pub(super) fn teach(environment: &mut Environment<'_>) {
    environment.add_test("defined", |value: &Value| !is_unknown(value));
    environment.add_test("undefined", |value: &Value| is_unknown(value));
    let default = |value: &Value, other: Option<Value>, lax: Option<bool>| {
        if is_unknown(value) || lax == Some(true) && !value.is_true() {
            other.unwrap_or_else(|| Value::from(""))
        } else {
            value.clone()
        }
    };
    environment.add_filter("default", default);
    environment.add_filter("d", default);
    // Addresses are resolved from the page as well as from the root.
    environment.add_function("fix_url", |url: &Value| url.clone());
    environment.add_filter("relative_url", |url: &Value| url.clone());
    super::filters::teach(environment);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
}

/// A value of YAML. Of `!ENV [NAME, default]` it is the default: the environment of a machine is never asked.
fn converted(value: &Yaml) -> Value {
    match value {
        Yaml::Null => Value::from(()),
        Yaml::Bool(truth) => Value::from(*truth),
        Yaml::Integer(number) => Value::from(*number),
        Yaml::Text(text) => Value::from(text.as_str()),
        Yaml::List(items) => items.iter().map(converted).collect(),
        Yaml::Map(map) => mapped(map.0.iter().map(|(key, value)| (key.clone(), converted(value)))),
        Yaml::Tagged(tagged) => match &tagged.value {
            Yaml::List(items) if tagged.tag == "ENV" => items.last().map_or_else(|| Value::from(()), converted),
            inner => converted(inner),
        },
    }
}

/// Front matter.
fn of_page(meta: &PageMeta) -> BTreeMap<String, Value> {
    let texts = [
        ("title", &meta.title),
        ("description", &meta.description),
        ("icon", &meta.icon),
        ("template", &meta.template),
    ];
    let mut found: BTreeMap<String, Value> =
        texts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), Value::from(text.as_deref()?)))).collect();
    for (key, list) in [("tags", &meta.tags), ("hide", &meta.hide)] {
        if !list.is_empty() {
            found.insert(key.to_owned(), list.iter().map(String::as_str).collect());
        }
    }
    found.extend(meta.rest.0.iter().map(|(key, value)| (key.clone(), converted(value))));
    found
}
