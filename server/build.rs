//! The files of the interface, as seen while the server is compiled: the folder has to be there, and a release has to
//! be made anew when they change.

fn main() -> std::io::Result<()> {
    // In a fresh clone the server can be compiled before the bundle is made; files in a folder that was missing then
    // would be taken for files outside of it.
    std::fs::create_dir_all("../target/site")?;
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../assets/examples");
    // A debug build reads the site from disk at each request.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../target/site");
    }
    Ok(())
}
