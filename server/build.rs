//! Tells cargo about the files that a release carries inside: without it, a new bundle would not get into the binary.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../assets/examples");
    // A debug build reads the site from disk at each request.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../target/site");
    }
}
