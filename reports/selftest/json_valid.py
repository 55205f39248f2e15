"""Whether JSON files are as the schema says: json_valid.py SCHEMA FILE... Exit code 1, with what is wrong, if not."""

import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
wrong = [
    f"{path}: {list(error.absolute_path)}: {error.message}"
    for path in sys.argv[2:]
    for error in jsonschema.Draft7Validator(schema).iter_errors(json.load(open(path, encoding="utf-8")))
]
print("\n".join(wrong))
sys.exit(bool(wrong))
