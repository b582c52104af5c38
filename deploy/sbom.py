"""What the served site is made of: a list of parts (CycloneDX 1.6) on standard output. See `make sbom`.

The parts are those of requirements.txt, the lock by which the site is installed; what is installed here says of each
its licence and what it needs. Nothing says where a part was fetched from, nor when the list was made: the same lock
gives the same list. A list that its schema refuses, or a part without a licence, ends with a status that is not zero.
"""

import json
import subprocess
import sys
import tempfile
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
Found = dict[str, Any]


def made(*of: str) -> Found:
    """A list as the generator makes it; what it says of missing parts is for others than us."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, "-m", "cyclonedx_py", *of, "--pyproject", f"{ROOT}/pyproject.toml"]
        command += [
            "--no-validate",
            "--output-reproducible",
            "--short-PURLs",
            "--spec-version",
            "1.6",
            "--output-file",
            file.name,
        ]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return json.load(file)


def whole() -> Found:
    """The parts of the lock: as they are installed, or named alone where another Python would need them."""
    found, locked = made("environment", sys.executable), made("requirements", str(ROOT / "requirements.txt"))
    names = {canonicalize_name(part["name"]) for part in locked["components"]}
    known = {canonicalize_name(part["name"]): part for part in found["components"]}
    installed = {name: part for name, part in known.items() if name in names}
    parts = [installed.get(canonicalize_name(part["name"])) or named(part) for part in locked["components"]]
    refs = {part["bom-ref"] for part in parts} | {found["metadata"]["component"]["bom-ref"]}
    needs = [of for of in found["dependencies"] if of["ref"] in refs]
    for of in needs:
        of["dependsOn"] = [ref for ref in of.get("dependsOn", []) if ref in refs]
    for part in installed.values():
        part["licenses"] = part.get("licenses") or told(part["name"])
    for part in (*parts, *found["metadata"]["tools"]["components"]):
        part.pop("externalReferences", None)
    return {**found, "components": sorted(parts, key=lambda part: part["purl"]), "dependencies": needs}


def named(part: Found) -> Found:
    return {key: part[key] for key in ("bom-ref", "name", "purl", "type", "version")}


def told(name: str) -> list[Found]:
    """What a part says of its licence in words that are nobody's code."""
    licence = metadata(name).get("License")
    return [{"license": {"acknowledgement": "declared", "name": licence}}] if licence else []


def unlicensed(found: Found) -> list[str]:
    """Installed parts that do not say under which licence."""
    return [part["name"] for part in found["components"] if "description" in part and not part.get("licenses")]


def main() -> int:
    found = whole()
    text = json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    print(text)
    if wrong or (bare := unlicensed(found)):
        print(f"Refused by the schema: {wrong}" if wrong else f"Without a licence: {', '.join(bare)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
