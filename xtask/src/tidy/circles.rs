//! Files of a crate that import each other.
//!
//! Files are read in one direction as long as none leads back to one that led to it. What a file and those in its folder
//! know of each other does not count: a module is made of its parts. Neither do tests, and of names that a module passes
//! on (`pub use`) the file counts that has them.

use crate::shell;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module by the names on the way to it, from the root of its crate.
type Module = Vec<String>;

/// Files that may import each other: the folder of their crate, the modules, and why.
const ALLOWED: [(&str, &[&str], &str); 2] = [
    ("crates/document", &["block", "card", "inline", "table"], "blocks hold tables and cards, which hold blocks"),
    ("crates/reading", &["block", "card", "table"], "blocks hold tables and cards, which hold blocks"),
];

/// What is wrong with the crates below the root of the workspace.
pub(super) fn wrong() -> Result<Vec<String>> {
    let root = shell::root();
    let mut folders = vec![root.join("xtask")];
    for above in ["crates", "exporters"] {
        for entry in std::fs::read_dir(root.join(above)).with_context(|| above.to_owned())? {
            folders.push(entry?.path());
        }
    }
    folders.sort();
    let mut wrong = Vec::new();
    let mut needed = BTreeSet::new();
    for folder in folders.iter().filter(|folder| folder.join("src").is_dir()) {
        let shown = folder.strip_prefix(&root).unwrap_or(folder).display().to_string();
        for circle in circles(&files(&folder.join("src"))?) {
            match ALLOWED.iter().find(|(of, modules, _)| *of == shown && *modules == circle) {
                Some((of, ..)) => drop(needed.insert(*of)),
                None => wrong.push(format!("{shown}: these import each other: {}", circle.join(", "))),
            }
        }
    }
    let idle = ALLOWED.iter().filter(|(of, ..)| !needed.contains(of));
    wrong.extend(idle.map(|(of, ..)| format!("{of}: a circle of files is allowed that is not there")));
    Ok(wrong)
}

/// The files of a crate by their modules, those of tests apart.
fn files(src: &Path) -> Result<BTreeMap<Module, String>> {
    let mut files = BTreeMap::new();
    for path in shell::files(src, ".rs") {
        let below = path.strip_prefix(src).unwrap_or(&path).with_extension("");
        let mut module: Module = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module.iter().any(|part| part == "tests" || part.ends_with("_tests")) {
            continue;
        }
        match module.last().map(String::as_str) {
            Some("lib" | "main") if module.len() == 1 => module.clear(),
            Some("mod") => drop(module.pop()),
            _ => {}
        }
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        files.insert(module, text);
    }
    Ok(files)
}

/// The largest groups of files of which each leads to each other.
fn circles(files: &BTreeMap<Module, String>) -> Vec<Vec<String>> {
    let code: BTreeMap<&Module, String> = files.iter().map(|(module, text)| (module, code(text))).collect();
    let mut passed_on = BTreeMap::new();
    for (module, code) in &code {
        for tree in statements(code).into_iter().filter_map(|(public, tree)| public.then_some(tree)) {
            for path in paths(tree) {
                if let (Some(name), Some(target)) = (path.last().cloned(), absolute(module, &path, files)) {
                    passed_on.insert(((*module).clone(), name), target);
                }
            }
        }
    }
    let leads: BTreeMap<&Module, BTreeSet<&Module>> =
        code.iter().map(|(module, code)| (*module, leads(module, code, files, &passed_on))).collect();
    let reach = |from: &Module| {
        let mut found: BTreeSet<&Module> = BTreeSet::new();
        let mut rest: Vec<&Module> = leads[from].iter().copied().collect();
        while let Some(next) = rest.pop() {
            if found.insert(next) {
                rest.extend(&leads[next]);
            }
        }
        found
    };
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = leads.keys().map(|module| (*module, reach(module))).collect();
    let mut found = BTreeSet::new();
    for (module, others) in reached.iter().filter(|(module, others)| others.contains(*module)) {
        let back = others.iter().filter(|other| reached[**other].contains(*module));
        found.insert(back.map(|other| other.join("/")).collect::<Vec<_>>());
    }
    found.into_iter().collect()
}

/// The modules that the code of one leads to, parts and wholes apart.
fn leads<'f>(
    module: &Module,
    code: &str,
    files: &'f BTreeMap<Module, String>,
    passed_on: &BTreeMap<(Module, String), Module>,
) -> BTreeSet<&'f Module> {
    let mut named: Vec<Module> = statements(code).into_iter().flat_map(|(_, tree)| paths(tree)).collect();
    named.extend(code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').filter_map(|word| {
        let path: Module = word.split("::").map(str::to_owned).collect();
        // One that goes on in braces is among the statements.
        (path.len() > 1 && path.iter().all(|part| !part.is_empty())).then_some(path)
    }));
    let mut found = BTreeSet::new();
    for path in named {
        let Some(mut path) = absolute(module, &path, files) else { continue };
        let mut seen = BTreeSet::new();
        let target = loop {
            let (target, _) = nearest(&path, files);
            let next = path.get(target.len()).and_then(|name| passed_on.get(&(target.clone(), name.clone())));
            match next {
                Some(next) if seen.insert(path.clone()) => {
                    path = next.iter().chain(&path[target.len() + 1..]).cloned().collect();
                }
                _ => break target,
            }
        };
        if !target.starts_with(module) && !module.starts_with(target) {
            found.insert(target);
        }
    }
    found
}

/// The deepest module on the way of a path. The root is on all of them.
fn nearest<'f>(path: &[String], files: &'f BTreeMap<Module, String>) -> (&'f Module, &'f String) {
    let on_the_way = (0..=path.len()).rev().find_map(|end| files.get_key_value(&path[..end]));
    on_the_way.unwrap_or_else(|| files.first_key_value().expect("a crate has a file"))
}

/// A path from the root of the crate; none for what is no path of the crate.
fn absolute(module: &[String], path: &[String], files: &BTreeMap<Module, String>) -> Option<Module> {
    let (first, rest) = path.split_first()?;
    Some(match first.as_str() {
        "crate" => rest.to_vec(),
        "self" => [module, rest].concat(),
        "super" => {
            let up = path.iter().take_while(|part| *part == "super").count();
            [&module[..module.len().checked_sub(up)?], &path[up..]].concat()
        }
        _ => {
            let below = [module, path].concat();
            files.contains_key(&below[..=module.len()]).then_some(below)?
        }
    })
}

/// Code without its comments and its tests.
fn code(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let of_tests = line.starts_with("#[cfg(") && line.contains("test");
        if of_tests && lines.peek().is_some_and(|next| next.starts_with("mod tests {")) {
            break;
        }
        out.push_str(line.split("//").next().unwrap_or_default());
        out.push('\n');
    }
    out
}

/// The trees of all `use` statements, each with whether others may use what it names.
fn statements(code: &str) -> Vec<(bool, &str)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let line = code[..at].rsplit(['\n', ';', '{', '}']).next().unwrap_or_default().trim();
        let is_public = line.starts_with("pub") && (line == "pub" || line.ends_with(')'));
        if let (true, Some((tree, _))) = (line.is_empty() || is_public, code[at + 4..].split_once(';')) {
            found.push((is_public, tree));
        }
    }
    found
}

/// The paths of a tree: `a::{b, c::d as e}` is `a::b` and `a::c::d`.
fn paths(tree: &str) -> Vec<Module> {
    let tree = tree.trim();
    let Some((before, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.split("::").map(|part| part.trim().to_owned()).collect()];
    };
    let before: Module =
        before.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    let inside = inside.trim_end().strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, sign) in inside.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[start..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(paths).map(|path| [before.as_slice(), path.as_slice()].concat()).collect()
}

#[cfg(test)]
mod tests {
    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let module = |name: &str| name.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let files = files.iter().map(|(name, text)| (module(name), (*text).to_owned())).collect();
        super::circles(&files).into_iter().map(|circle| circle.join(" ")).collect()
    }

    #[test]
    fn files_that_import_each_other_are_found() {
        let root = ("", "mod a;\nmod b;\nmod c;\npub use b::{B, Other as Name};\n");
        assert_eq!(circles(&[root, ("a", "use crate::b::B;"), ("b", "struct B;"), ("c", "")]), [""; 0]);
        assert_eq!(circles(&[root, ("a", "use crate::b::B;"), ("b", "fn f() { crate::a::g() }")]), ["a b"]);
        // By way of a third, of a name that the root passes on, and of one inside braces.
        let files =
            [root, ("a", "use crate::{B,\n    c};"), ("b", "pub struct B(super::c::C);"), ("c", "use super::a;")];
        assert_eq!(circles(&files), ["a b c"]);
    }

    #[test]
    fn parts_comments_and_tests_do_not_count() {
        let tests = "use crate::b;\n#[cfg(test)]\nmod tests {\n    use crate::b::c;\n}\n";
        let files =
            [("", "mod a;\nmod b;"), ("a", tests), ("b", "mod c; // crate::a\nuse c::C;"), ("b/c", "use super::X;")];
        assert_eq!(circles(&files), [""; 0]);
    }
}
