//! Tells the linker to keep what says where functions refer to each other: by that `xtask` takes apart the bundle that
//! loads a part of itself later.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bin=editor=--emit-relocs");
    }
}
