"""What a waiver or a supporting document that names a rule can reach under a requirement set."""

from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet
from coverwatch.rules.overlay import covered_by
from coverwatch.rules.plan import plan_for
from coverwatch.rules.tables import TABLES, Tables


def is_asked(requirement_set: RequirementSet, rule_id: str, line: Line | None, tables: Tables = TABLES) -> bool:
    """Whether the set asks anything of that line (None: of any) by that rule, or by one that it stands for."""
    plan = plan_for(requirement_set, tables)
    steps = [*plan.certificate, *plan.vendor]
    for of_line in (*plan.cover.values(), *plan.policy.values()):
        steps += of_line
    named = covered_by(rule_id)
    return any(step.rule_id in named and line in (None, step.line) for step in steps)
