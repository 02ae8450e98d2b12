//! Licences of everything that is linked into the binary.

use anyhow::{Result, bail};
use serde_json::Value;
use spdx::{Expression, LicenseReq};

/// Licences that may be linked into a binary under MIT or Apache-2.0.
const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Checks every package of `cargo metadata`.
///
/// # Errors
/// Names the packages whose licence is not allowed, or not said.
pub(crate) fn check(metadata: &Value) -> Result<()> {
    let mut wrong = Vec::new();
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_default();
        // EPUB writing was asked for by the owner; its MPL-2.0 is a licence by file and needs nothing of ours.
        match Expression::parse_mode(licence, spdx::ParseMode::LAX) {
            Ok(expression) if expression.evaluate(allowed) => {}
            _ => wrong.push(format!("{name}: {licence:?}")),
        }
    }
    if packages.is_empty() {
        bail!("cargo metadata lists no packages");
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("licences that are not allowed:\n  {}", wrong.join("\n  "))
}

fn allowed(requirement: &LicenseReq) -> bool {
    requirement.license.id().is_some_and(|id| ALLOWED.contains(&id.name))
}
