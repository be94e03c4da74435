// Parses a file of HCL as Terraform does, and says nothing: `cargo xtask bench` takes the time.
//
//     node parse.mjs FILE

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const { parse } = require("@cdktf/hcl2json");

const file = process.argv[2];
const parsed = await parse(file, readFileSync(file, "utf8"));
if (!parsed?.resource) {
  throw new Error(`${file} has no resource`);
}
