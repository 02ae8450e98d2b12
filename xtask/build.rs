//! Tells `counts` how this program was optimised: counts of instructions are of one way of building alone.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=XTASK_OPT_LEVEL={}", std::env::var("OPT_LEVEL").unwrap_or_default());
}
