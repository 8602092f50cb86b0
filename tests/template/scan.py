"""Run checkov over the translated template and hold its findings against the accepted ones: `python -m tests.template.scan CHECKOV`."""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.template.page import page

ACCEPTED = Path(__file__).with_name("accepted.toml")

Finding = tuple[str, str, str]
"""A check's id and title, and the resource as `Type.LogicalId`."""


def accepted_findings() -> dict[str, dict[str, str]]:
    """Check id → the type of resource that it is accepted for, and the reason."""
    return tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))


def complaints(findings: Iterable[Finding], accepted: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What is found and not accepted, what is accepted and not found, and what is accepted without a reason."""
    found = list(findings)
    new = [
        f"{check} {title}: {resource}"
        for check, title, resource in found
        if check not in accepted or not resource.startswith(accepted[check]["on"] + ".")
    ]
    stale = [f"{check} is accepted, and no longer found" for check in accepted if check not in {finding[0] for finding in found}]
    unexplained = [f"{check} is accepted without a reason" for check, entry in accepted.items() if len(entry.get("reason", "")) < 40]
    return new + stale + unexplained


def findings_of(checkov: Path, template: Mapping[str, object]) -> list[Finding]:
    """Checkov's failed checks on a translated template; it asks no network."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "template.json"
        written.write_text(json.dumps(template), encoding="utf-8")
        command = [
            str(checkov),
            "-f",
            str(written),
            "--framework",
            "cloudformation",
            "--skip-download",
            "--quiet",
            "--compact",
            "-o",
            "json",
        ]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(ran.stdout)
    if report["summary"]["parsing_errors"] or not report["summary"]["passed"]:
        raise RuntimeError(f"checkov could not look at the template: {report['summary']}")
    return [(check["check_id"], check["check_name"], check["resource"]) for check in report["results"]["failed_checks"]]


def main(checkov: Path) -> int:
    """Print what is wrong; 0 when nothing is, or when checkov is not installed."""
    if not checkov.exists():
        print(f"checkov: left out, since {checkov} is not there (make tools)")
        return 0
    findings = findings_of(checkov, page().translated)
    wrong = complaints(findings, accepted_findings())
    print(*wrong, f"checkov: {len(findings)} findings, {len(wrong)} of them not in order", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
