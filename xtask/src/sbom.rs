//! What the program consists of, as `CycloneDX` 1.6: the crates of `Cargo.lock` with licences and check sums, the fonts and
//! icons with licences and origins. It is written into the sources, embedded, and put into every release.

use crate::shell;
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Where it lies.
const FILE: &str = "crates/pipeline/pamphlet.cdx.json";

/// The crate that the program is made of.
const PROGRAM: &str = "pamphlet-cli";

/// Licences of the icon sets: what their licence files say, as SPDX writes it.
const ICONS: [(&str, &str); 4] = [
    ("@mdi/svg", "Apache-2.0"),
    ("@primer/octicons", "MIT"),
    ("@fortawesome/fontawesome-free", "CC-BY-4.0"),
    ("simple-icons", "CC0-1.0"),
];

/// Writes the file, or with `check` compares it.
///
/// # Errors
/// When the sources of it cannot be read, or with `check` when the file is stale.
pub(crate) fn run(check: bool) -> Result<()> {
    let path = shell::root().join(FILE);
    let made = made()?;
    if std::fs::read_to_string(&path)
        .is_ok_and(|text| serde_json::from_str(&text).is_ok_and(|known: Value| known == made))
    {
        return Ok(());
    }
    if check {
        bail!("{FILE} is stale; write it with `cargo xtask generate`");
    }
    std::fs::write(&path, format!("{made:#}\n")).with_context(|| format!("writing {}", path.display()))
}

/// What the file should hold.
fn made() -> Result<Value> {
    let metadata: Value =
        serde_json::from_str(&shell::output(shell::cargo(&["metadata", "--format-version", "1", "--locked"]))?)?;
    let checksums = checksums(&read("Cargo.lock")?);
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).iter().filter_map(|package| Some((package["id"].as_str()?, package))).collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).iter().filter_map(|node| Some((node["id"].as_str()?, node))).collect();
    let program = *packages
        .iter()
        .find(|(_, package)| package["name"] == PROGRAM)
        .with_context(|| format!("{PROGRAM} is not a package of the workspace"))?
        .0;
    let linked = reachable(program, &nodes, false);
    let all = reachable(program, &nodes, true);
    let mut components = Vec::new();
    for id in all.iter().filter(|id| **id != program) {
        components.push(package(packages[id], linked.contains(id), &checksums)?);
    }
    components.extend(fonts(&read("assets/fonts/MANIFEST.tsv")?)?);
    components.extend(icons(&read("assets/icons/SOURCES.tsv")?)?);
    components.push(emoji());
    components.sort_by_key(|component| component["bom-ref"].as_str().unwrap_or_default().to_owned());
    let own = packages[program];
    let mut depends: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for id in &all {
        let on = edges(nodes[id], true).filter_map(|on| packages.get(on).map(|package| reference(package)));
        depends.insert(reference(packages[id]), on.collect());
    }
    // What is embedded belongs to the crate that embeds it.
    let embedded = components.iter().filter(|component| component["type"] != "library");
    let embedded: Vec<String> = embedded.filter_map(|one| one["bom-ref"].as_str().map(str::to_owned)).collect();
    let media = packages.values().find(|package| package["name"] == "pamphlet-media");
    depends.entry(reference(media.context("there is no crate pamphlet-media")?)).or_default().extend(embedded);
    let mut made = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": reference(own),
            "name": "pamphlet",
            "version": own["version"],
            "licenses": [{ "expression": own["license"] }],
        } },
        "components": components,
        "dependencies": depends.iter().map(|(one, on)| json!({ "ref": one, "dependsOn": on })).collect::<Vec<_>>(),
    });
    // By name: whether a library keeps the order of keys depends on what else is built.
    made.sort_all_objects();
    Ok(made)
}

fn read(path: &str) -> Result<String> {
    std::fs::read_to_string(shell::root().join(path)).with_context(|| path.to_owned())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// SHA-256 of the packages of a lock file, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
            Some(line.trim_matches('"').to_owned())
        };
        if let (Some(name), Some(version), Some(sum)) = (value("name"), value("version"), value("checksum")) {
            found.insert((name, version), sum);
        }
    }
    found
}

/// The packages that another one uses when it is built, or only those that are linked into it.
fn edges(node: &Value, building: bool) -> impl Iterator<Item = &str> {
    list(&node["deps"]).iter().filter_map(move |dependency| {
        let kinds = list(&dependency["dep_kinds"]);
        let wanted = kinds.iter().any(|kind| kind["kind"].is_null() || building && kind["kind"] == "build");
        dependency["pkg"].as_str().filter(|_| wanted)
    })
}

/// Everything that a package is made of, itself too.
fn reachable<'n>(from: &'n str, nodes: &BTreeMap<&'n str, &'n Value>, building: bool) -> BTreeSet<&'n str> {
    let (mut found, mut waiting) = (BTreeSet::new(), vec![from]);
    while let Some(id) = waiting.pop() {
        if found.insert(id)
            && let Some(node) = nodes.get(id)
        {
            waiting.extend(edges(node, building));
        }
    }
    found
}

fn reference(package: &Value) -> String {
    let text = |key: &str| package[key].as_str().unwrap_or_default();
    format!("pkg:cargo/{}@{}", text("name"), text("version").replace('+', "%2B"))
}

fn package(package: &Value, linked: bool, checksums: &BTreeMap<(String, String), String>) -> Result<Value> {
    let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let (name, version) = (text("name"), text("version"));
    if text("license").is_empty() {
        bail!("{name} says no licence as an SPDX expression");
    }
    // Macros run while others are compiled, and leave nothing of themselves.
    let is_macro =
        list(&package["targets"]).iter().any(|target| list(&target["kind"]).iter().any(|kind| kind == "proc-macro"));
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(package),
        "name": name,
        "version": version,
        "scope": if linked && !is_macro { "required" } else { "excluded" },
        // Some packages still write the old form.
        "licenses": [{ "expression": text("license").replace('/', " OR ").replace("  ", " ") }],
        "purl": reference(package),
    });
    match checksums.get(&(name.clone(), version)) {
        Some(sum) => component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]),
        None if package["source"].is_null() => {}
        None => bail!("Cargo.lock has no check sum of {name}"),
    }
    Ok(component)
}

/// The rows of a table with tabs, by the names in its first line.
fn rows(table: &str) -> impl Iterator<Item = BTreeMap<&str, &str>> {
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines.map(move |line| names.iter().copied().zip(line.split('\t')).collect())
}

fn fonts(table: &str) -> Result<Vec<Value>> {
    rows(table)
        .map(|row| {
            let cell = |name: &str| row.get(name).copied().with_context(|| format!("a font has no {name}: {row:?}"));
            let version = cell("version")?;
            Ok(json!({
                "type": "file",
                "bom-ref": format!("font:{}", cell("file")?),
                "name": format!("fonts/{}", cell("file")?),
                "version": version.strip_prefix("Version ").unwrap_or(version),
                "scope": "required",
                "hashes": [{ "alg": "SHA-256", "content": cell("sha256")? }],
                "licenses": [{ "license": { "id": "OFL-1.1" } }],
                "properties": [
                    { "name": "pamphlet:origin", "value": cell("origin")? },
                    { "name": "pamphlet:origin-sha256", "value": cell("origin_archive_sha256")? },
                    { "name": "pamphlet:changes", "value": cell("changes")? },
                    { "name": "pamphlet:licence-file", "value": cell("licence_file")? },
                ],
            }))
        })
        .collect()
}

fn icons(table: &str) -> Result<Vec<Value>> {
    rows(table)
        .map(|row| {
            let cell =
                |name: &str| row.get(name).copied().with_context(|| format!("an icon set has no {name}: {row:?}"));
            let (package, version) = (cell("package")?, cell("version")?);
            let licence = ICONS.iter().find(|(name, _)| *name == package).map(|(_, licence)| *licence);
            let purl = format!("pkg:npm/{}@{version}", package.replace('@', "%40"));
            let sum = cell("integrity")?.strip_prefix("sha512-").and_then(from_base64);
            Ok(json!({
                "type": "data",
                "bom-ref": purl,
                "name": package,
                "version": version,
                "scope": "required",
                "hashes": [{ "alg": "SHA-512", "content": sum.with_context(|| format!("{package}: no SHA-512"))? }],
                "licenses": [{ "license": { "id": licence.with_context(|| format!("{package}: no licence"))? } }],
                "purl": purl,
            }))
        })
        .collect()
}

/// The names of emoji.
fn emoji() -> Value {
    let mut component = Map::new();
    for (key, value) in [("type", "data"), ("bom-ref", "data:emoji"), ("name", "names of emoji"), ("scope", "required")]
    {
        component.insert(key.to_owned(), value.into());
    }
    component.insert("licenses".to_owned(), json!([{ "license": { "id": "MIT" } }]));
    component.insert("properties".to_owned(), json!([{ "name": "pamphlet:origin", "value": "pymdown-extensions" }]));
    Value::Object(component)
}

/// Base64 as hexadecimal.
fn from_base64(text: &str) -> Option<String> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut out) = (0_u32, 0, String::new());
    for letter in text.trim_end_matches('=').chars() {
        bits = bits << 6 | u32::try_from(LETTERS.find(letter)?).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push_str(&format!("{:02x}", bits >> count & 0xff));
            bits &= (1 << count) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_of_components_is_current() {
        super::run(true).unwrap();
    }

    #[test]
    fn base64() {
        assert_eq!(super::from_base64("TWFu").as_deref(), Some("4d616e"));
        assert_eq!(super::from_base64("TQ==").as_deref(), Some("4d"));
        assert_eq!(super::from_base64("T!"), None);
    }
}
