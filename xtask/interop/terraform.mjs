// Reads every file that is named with Terraform's own parser of HCL (compiled for Node.js), and compares what is in it
// with the schema of the AWS provider, as `@cdktf/provider-aws` carries it: each argument and block must be known, and
// must be an argument where we write an argument and a block where we write a block.
//
// That package ends with provider 6.25; what the provider has learnt since is in newer.json, with its source.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const { parse } = require("@cdktf/hcl2json");
const provider = dirname(require.resolve("@cdktf/provider-aws/package.json"));
const newer = JSON.parse(readFileSync(new URL("newer.json", import.meta.url), "utf8"));

// Arguments and blocks that Terraform itself has in every resource.
const META = ["count", "depends_on", "for_each", "lifecycle", "provider", "//"];

const problems = [];
const schemas = new Map();

// The arguments of a resource: `null` for a value, an object for a block.
function schemaOf(kind) {
  if (!schemas.has(kind)) {
    schemas.set(kind, merged(readSchema(kind), newer[kind]));
  }
  return schemas.get(kind);
}

function readSchema(kind) {
  const folder = kind.replace(/^aws_/, "").replaceAll("_", "-");
  let text;
  try {
    text = readFileSync(join(provider, "lib", folder, "index.js"), "utf8");
  } catch {
    return undefined;
  }
  const functions = new Map();
  for (const [, name, body] of text.matchAll(/^function (\w+ToHclTerraform)\(struct\) \{\n(.*?)^\}/gms)) {
    functions.set(name, body);
  }
  const top = /synthesizeHclAttributes\(\) \{\n(.*?)^    \}/ms.exec(text)[1];
  return members(top, functions);
}

function members(body, functions) {
  const found = {};
  for (const [, name, value, isBlock] of body.matchAll(/^ +(\w+): \{\n +value: (.*),\n +isBlock: (true|false)/gm)) {
    const nested = /(\w+ToHclTerraform)\b/g;
    const inner = [...value.matchAll(nested)].map(([called]) => functions.get(called)).find(Boolean);
    found[name] = isBlock === "true" && inner ? members(inner, functions) : null;
  }
  return found;
}

function merged(base, more) {
  if (base === undefined || base === null || more === undefined || more === null) {
    return base ?? more;
  }
  const result = { ...base };
  for (const [name, value] of Object.entries(more)) {
    result[name] = name in base ? merged(base[name], value) : value;
  }
  return result;
}

// In what the parser makes of HCL a block is a list of bodies, and an argument with an object is an object.
function checkBody(where, body, schema, isTop, isHcl) {
  for (const [name, value] of Object.entries(body)) {
    if ((isTop && META.includes(name)) || name === "//") continue;
    if (!(name in schema)) {
      problems.push(`${where}: the provider knows no \`${name}\``);
      continue;
    }
    const bodies = [value].flat();
    const isBody = bodies.length > 0 && bodies.every((one) => one !== null && typeof one === "object");
    const isBlock = isBody && (Array.isArray(value) || !isHcl);
    if (schema[name] !== null && isBlock) {
      bodies.forEach((one) => checkBody(`${where}.${name}`, one, schema[name], false, isHcl));
    } else if (schema[name] !== null) {
      problems.push(`${where}: \`${name}\` is a block, and no argument`);
    } else if (isHcl && isBlock) {
      problems.push(`${where}: \`${name}\` is an argument, and no block`);
    }
  }
}

let resources = 0;
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const isHcl = file.endsWith(".tf");
  const document = file.endsWith(".json") ? JSON.parse(text) : await parse(file, text);
  for (const [kind, named] of Object.entries(document.resource ?? {})) {
    const schema = schemaOf(kind);
    for (const [name, bodies] of Object.entries(named)) {
      resources += 1;
      const where = `${file}: ${kind}.${name}`;
      if (!schema) {
        problems.push(`${where}: the provider knows no such resource`);
        continue;
      }
      [bodies].flat().forEach((body) => checkBody(where, body, schema, true, isHcl));
    }
  }
}
console.log(`${process.argv.length - 2} files, ${resources} resources, ${problems.length} problems`);
problems.forEach((problem) => console.log(problem));
process.exit(problems.length > 0 || resources === 0 ? 1 : 0);
