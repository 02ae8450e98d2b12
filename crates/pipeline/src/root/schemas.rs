//! The JSON Schemas of everything that is written as JSON.

use crate::manifest::Manifest;

/// The schemas by name (`page`, `manifest`), each as text that ends with a line break, sorted.
#[must_use]
pub fn schemas() -> Vec<(String, String)> {
    let name = |file: &str| file.strip_suffix(".schema.json").unwrap_or(file).to_owned();
    let mut all: Vec<(String, String)> =
        pamphlet_json::schemas().into_iter().map(|(file, text)| (name(file), text)).collect();
    all.push(("coverage".to_owned(), pamphlet_json::schema_of::<crate::coverage::CoverageFile>("coverage")));
    all.push(("diff".to_owned(), pamphlet_json::schema_of::<pamphlet_diff::DiffFile>("diff")));
    all.push(("manifest".to_owned(), pamphlet_json::schema_of::<Manifest>("manifest")));
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_a_schema() {
        let all = schemas();
        let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["cards", "coverage", "diagnostics", "diff", "index", "manifest", "page"]);
        assert!(all.iter().all(|(_, text)| text.contains("\"$schema\"")));
    }
}
