//! `schema`.

use crate::arguments::SchemaArguments;
use crate::{Ended, Ending, terminal};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::root::schemas;
use pamphlet_source::did_you_mean;
use serde_json::{Map, Value};

pub(crate) fn run(arguments: &SchemaArguments) -> Ended {
    let all = schemas();
    if let Some(name) = &arguments.name {
        let Some((_, text)) = all.iter().find(|(known, _)| known == name) else {
            let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            return Err(Error::usage(
                format!("there is no schema “{name}”"),
                format!("{}the schemas are {}", did_you_mean(name, names.iter().copied()), names.join(", ")),
            ));
        };
        terminal::json(text);
        return Ok(Ending::Good);
    }
    let object: Map<String, Value> =
        all.into_iter().filter_map(|(name, text)| Some((name, serde_json::from_str(&text).ok()?))).collect();
    terminal::json(&format!("{:#}\n", Value::Object(object)));
    Ok(Ending::Good)
}
