//! The examples, run on real output.

use super::*;
use std::process::Command;

/// Writes real output into a folder of its own and runs a program there; what it printed.
fn run(name: &str, program: &str, arguments: &[&str]) -> String {
    let folder = std::env::temp_dir().join(format!("pamphlet-json-{name}-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("json")).expect("can be made");
    for (path, bytes) in exported(&edition("en", &[], "A messenger.")) {
        std::fs::write(folder.join(path), bytes).expect("can be written");
    }
    let output = Command::new(program).args(arguments).current_dir(&folder).output();
    std::fs::remove_dir_all(&folder).expect("is ours");
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("is UTF-8")
}

#[test]
#[ignore = "needs python3"]
fn the_example_in_python_runs() {
    let script = format!("{FOLDER}/examples/tools.py");
    insta::assert_snapshot!(run("python", "python3", &[&script, "."]), @"
Lantern (PHONES): https://lantern.example
  for android; 2 warnings
  written in docs/tools.md, line 3
");
}

#[test]
#[ignore = "needs node"]
fn the_example_in_node_runs() {
    let script = format!("{FOLDER}/examples/words.mjs");
    insta::assert_snapshot!(run("node", "node", &[&script, "."]), @"tools: Deutsch 1, English 29");
}

#[test]
#[ignore = "needs jq"]
fn the_examples_for_jq_run() {
    let readmes = ["README.md", "../../README.md"]
        .map(|path| std::fs::read_to_string(format!("{FOLDER}/{path}")).expect("is there"));
    let examples: Vec<(&str, &str)> = readmes
        .iter()
        .flat_map(|readme| readme.lines())
        .filter_map(|line| line.strip_prefix("jq -r '")?.split_once("' "))
        .collect();
    assert!(examples.len() >= 8, "both have examples");
    for (number, (filter, file)) in examples.into_iter().enumerate() {
        let printed = run(&format!("jq{number}"), "jq", &["-r", filter, file]);
        assert!(!printed.trim().is_empty(), "{filter} finds nothing");
    }
}
