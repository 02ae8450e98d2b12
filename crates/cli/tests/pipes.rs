//! Commands whose words go into a pipe.

use std::process::{Command, Stdio};

#[test]
fn a_reader_that_stops_is_no_fault() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pamphlet"))
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("is built");
    // The schemas are longer than a pipe holds, so the command meets the closed end.
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success(), "{}", output.status);
}
