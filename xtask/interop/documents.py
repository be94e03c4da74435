"""Reads HCL with python-hcl2, and compares design documents with their JSON Schema.

    documents.py SCHEMA FILE...
"""

import json
import sys

import hcl2
import jsonschema


def main(schema_path, paths):
    with open(schema_path, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    problems, counts = [], {"HCL": 0, "design": 0}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            if path.endswith(".tf"):
                counts["HCL"] += 1
                problems += parsed(path, file)
            else:
                counts["design"] += 1
                errors = validator.iter_errors(json.load(file))
                problems += [f"{path}: {error.json_path}: {error.message}" for error in errors]
    print(f"{counts['HCL']} files of HCL, {counts['design']} designs, {len(problems)} problems")
    print("\n".join(problems))
    return 1 if problems or 0 in counts.values() else 0


def parsed(path, file):
    try:
        document = hcl2.load(file)
    except Exception as error:  # Whatever it says, the file was not understood.
        return [f"{path}: {type(error).__name__}: {error}"]
    return [] if document else [f"{path}: nothing in it"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
