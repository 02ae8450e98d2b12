//! `schema`.

use crate::arguments::SchemaArguments;
use crate::{Ended, Ending};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::root::{SCHEMAS, schema};
use serde_json::{Map, Value};

pub(crate) fn run(arguments: &SchemaArguments) -> Ended {
    if let Some(name) = &arguments.name {
        let Some(text) = schema(name) else {
            let names = SCHEMAS.join(", ");
            return Err(Error::usage(format!("there is no schema “{name}”"), format!("the schemas are {names}")));
        };
        print!("{text}");
        return Ok(Ending::Good);
    }
    let all: Map<String, Value> = SCHEMAS
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), serde_json::from_str(&schema(name)?).ok()?)))
        .collect();
    println!("{:#}", Value::Object(all));
    Ok(Ending::Good)
}
