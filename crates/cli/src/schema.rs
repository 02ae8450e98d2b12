//! `schema`.

use crate::arguments::SchemaArguments;
use crate::{Ended, Ending, terminal};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::root::{TYPES, schemas};
use pamphlet_source::did_you_mean;
use serde_json::{Map, Value};

pub(crate) fn run(arguments: &SchemaArguments) -> Ended {
    let all = schemas();
    if let Some(name) = &arguments.name {
        let types = TYPES.map(|(name, _, text)| (name, text));
        let Some((_, text)) = all.iter().chain(&types).find(|(known, _)| known == name) else {
            let list = |known: &[(&'static str, &str)]| known.iter().map(|(name, _)| *name).collect::<Vec<_>>();
            let (schemas, types) = (list(&all), list(&types));
            let meant = did_you_mean(name, schemas.iter().chain(&types).copied());
            let (schemas, types) = (schemas.join(", "), types.join(", "));
            return Err(Error::usage(
                format!("there is no schema “{name}”"),
                format!("{meant}the schemas are {schemas}; as types they are {types}"),
            ));
        };
        terminal::json(text);
        return Ok(Ending::Good);
    }
    let object: Map<String, Value> =
        all.into_iter().filter_map(|(name, text)| Some((name.to_owned(), serde_json::from_str(text).ok()?))).collect();
    let mut all = Value::Object(object);
    all.sort_all_objects();
    terminal::json(&format!("{all:#}\n"));
    Ok(Ending::Good)
}
