"""The umbrella: is it enough by itself, and may what it has above that make up for a primary policy?"""

from collections.abc import Iterator
from dataclasses import dataclass

from coverwatch.domain.certificate import Basis
from coverwatch.domain.evidence import Evidence
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import TopUpMode
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, path, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.making_up import Gap, total_of, weigh
from coverwatch.rules.topping import Topping, topping_of
from coverwatch.rules.wording import LIMIT_NAMES, LINE_NAMES, listed, money

_ROWS = (Line.UMBRELLA_LIABILITY, Line.EXCESS_LIABILITY)
_MODES = {
    TopUpMode.SHARED: "what the umbrella has above its own requirement may make up for it",
    TopUpMode.STRICT: "what the umbrella has above its own requirement may make up for it, once for all lines",
    TopUpMode.COMBINED: "primary and umbrella together",
}


@dataclass(frozen=True, slots=True)
class _Own:
    """What the umbrella itself must be: one of its limits, in whole dollars."""

    name: str
    amount: int
    key: str


def _asked(asking: Asking) -> Iterator[Asked]:
    line, requirement_set = asking.line, asking.requirement_set
    if line is None:
        return
    topping = topping_of(requirement_set)
    if line in _ROWS:
        requirement = requirement_set.lines[line]
        if requirement.required and not (topping.lines and topping.mode is TopUpMode.COMBINED):
            for name, amount in requirement.limits.items():
                yield Asked(
                    f"{LINE_NAMES[line]}, {LIMIT_NAMES[name]} {money(amount)}", _Own(name, amount, f"limits.{name}"), (f"limits.{name}",)
                )
    elif topping.lines.get(line):
        amounts = [f"{LIMIT_NAMES[each.name]} {money(each.wanted)}" for each in topping.lines[line]]
        yield Asked(f"{LINE_NAMES[line]}: {'; '.join(amounts)}: {_MODES[topping.mode]}", topping)


@rule(
    "R60",
    "The umbrella is enough, and makes up for what primary policies lack",
    scope=Scope.COVER,
    severity=Severity.BLOCK,
    source="trade practice; see the worked examples in tests/rules/cases/R60.yaml",
    asks=_asked,
    note="shared: every shortfall ≤ U − R. strict: their sum ≤ U − R. combined: primary + U ≥ what both must reach. U is the sum of the "
    "layers in force, R what the set asks of the umbrella (its each-occurrence limit stands for an aggregate that is not named). "
    "A limit of the umbrella is the reserve even where the umbrella itself is not required.",
)
def umbrella_is_enough(case: Case, line: Line, asked: Asked) -> Verdict | None:
    """Nothing is added to the umbrella but another layer, so a primary's surplus never cures its shortfall; combined mode counts both."""
    layers = case.in_force.get(Line.UMBRELLA_LIABILITY if line not in _ROWS else line, [])
    if isinstance(asked.value, _Own):
        return _own_limit(line, layers, asked.value)
    held = case.relied.get(line)
    if held is None:
        return None
    return _made_up(case, line, held, layers, asked.value)


def _own_limit(line: Line, layers: list[Held], own: _Own) -> Verdict | None:
    if not layers:
        return None
    total, unknown = total_of(layers, own.name)
    evidence = tuple([item for layer in layers for item in layer.evidence(own.key)])
    if total >= own.amount:
        return Outcome.PASS, money(total), "", evidence, None
    what = f"{LINE_NAMES[line]}, {LIMIT_NAMES[own.name]}"
    if unknown:
        message = f"{what}: {money(own.amount)} is required, the certificate does not show an amount. Please send it."
        return unsure(f"{money(total)} and an amount not shown" if total else "no amount", message, evidence)
    message = f"{what}: {money(own.amount)} is required, {money(total)} is shown (short {money(own.amount - total)})."
    return failed(money(total), f"{message} Send the certificate of an umbrella that carries it, or of a further layer.", evidence)


def _made_up(case: Case, line: Line, held: Held, layers: list[Held], topping: Topping) -> Verdict | None:
    found = weigh(case, line, held, layers, topping)
    if not found:
        return None
    case.leaning.add(line)
    evidence = [item for gap in found for item in held.evidence(f"limits.{gap.topped.name}")]
    evidence += [
        item for above in dict.fromkeys(gap.topped.above for gap in found) for layer in layers for item in layer.evidence(f"limits.{above}")
    ]
    sums = "; ".join(_sum(line, gap) for gap in found)
    missed = [gap for gap in found if gap.short or gap.below_floor]
    if not missed:
        return passed(sums, tuple(evidence))
    if all(gap.unknown and not gap.below_floor for gap in missed):
        return unsure(sums, f"{sums}. The umbrella's amount is not shown; please send it.", tuple(evidence))
    return failed(sums, " ".join(_gap_message(line, gap) for gap in missed), tuple(evidence))


def _sum(line: Line, gap: Gap) -> str:
    what = f"{LINE_NAMES[line]}, {LIMIT_NAMES[gap.topped.name]}"
    return f"{what}: {money(gap.primary)} + umbrella {money(gap.lent)} = {money(gap.primary + gap.lent)}"


def _gap_message(line: Line, gap: Gap) -> str:
    if gap.below_floor:
        what = f"{LINE_NAMES[line]}, {LIMIT_NAMES[gap.topped.name]}"
        return f"{what}: the policy itself must carry {money(gap.topped.floor)}, it shows {money(gap.primary)}."
    wanted = gap.topped.wanted
    return f"{_sum(line, gap)}; {money(wanted)} required (short {money(gap.short)}). Send the certificate of the missing limit or layer."


def _conditions(asking: Asking) -> Iterator[Asked]:
    line, requirement_set = asking.line, asking.requirement_set
    if line is None:
        return
    topping = topping_of(requirement_set)
    umbrella = requirement_set.lines.get(Line.UMBRELLA_LIABILITY)
    most = umbrella.retention_maximum if umbrella else None
    reads = ("line", "basis", "retention") if most is not None else ("line", "basis")
    if line is Line.UMBRELLA_LIABILITY and requirement_set.lines[line].required and most is not None:
        yield Asked(f"umbrella retention at most {money(most)}", (None, most), reads)
    elif topping.lines.get(line):
        yield Asked(f"an umbrella that sits over {LINE_NAMES[line].lower()}", (topping, most), reads)


@rule(
    "R61",
    "The umbrella sits over the line that relies on it",
    scope=Scope.COVER,
    severity=Severity.BLOCK,
    source="trade practice: an excess policy may sit over one line only; basis as the primary's; retention within the maximum",
    asks=_conditions,
    note="Judged for a line only where R60 needs the umbrella there. An excess policy needs evidence that it sits over the line: "
    "a description that says it follows form over it, or an accepted document.",
)
def umbrella_sits_over(case: Case, line: Line, asked: Asked) -> Verdict | None:
    """Only layers whose conditions hold are relied on; those in doubt matter where the others are not enough."""
    topping, most = asked.value
    layers = case.in_force.get(Line.UMBRELLA_LIABILITY, [])
    if topping is None:
        return _worst([verdict for layer in layers if (verdict := _retained(layer, most))]) or (
            passed("within the maximum") if layers else None
        )
    if line not in case.leaning or not layers:
        return None
    held = case.relied[line]
    doubts = {id(layer): doubt for layer in layers if (doubt := _doubt(layer, held, line, most))}
    sound = [layer for layer in layers if id(layer) not in doubts]
    if all(gap.short == 0 for gap in weigh(case, line, held, sound, topping)):
        return passed(listed([layer.policy.number or "unnumbered" for layer in sound]), tuple(_evidence(sound)))
    return _worst(list(doubts.values()))


def _evidence(layers: list[Held]) -> Iterator[Evidence]:
    for layer in layers:
        yield from layer.evidence("line", "basis")


def _doubt(layer: Held, primary: Held, line: Line, most: int | None) -> Verdict | None:
    """Why one layer cannot be relied on for a line; None when it can."""
    policy, name = layer.policy, LINE_NAMES[line].lower()
    what = f"{LINE_NAMES[policy.line]} policy {policy.number or 'without number'}"
    evidence = layer.evidence("line", "basis", "number")
    follows = layer.says("follow_form")
    if policy.line is Line.EXCESS_LIABILITY and not (follows and line in follows.lines):
        return unsure("excess", f"{what}: please confirm that {name} is in the schedule of underlying insurance.", evidence)
    if not policy.line_marked:
        return unsure("neither box ticked", f"{what}: please tell us whether it is an umbrella or an excess policy.", evidence)
    wanted = primary.policy.basis or Basis.OCCURRENCE
    if policy.basis is None:
        return unsure("no basis", f"{what}: please tell us whether it answers per occurrence or for claims made.", evidence)
    if policy.basis is not wanted:
        ours, theirs = (basis.value.replace("_", "-") for basis in (wanted, policy.basis))
        return failed(theirs, f"{what} is {theirs}, {name} is {ours}. Send the certificate of an umbrella on the same basis.", evidence)
    return _retained(layer, most)


def _retained(layer: Held, most: int | None) -> Verdict | None:
    retention = layer.policy.retention
    if most is None or retention is None:
        return None
    what, evidence = f"Umbrella policy {layer.policy.number or 'without number'}", layer.evidence("retention")
    if retention.amount is None:
        return unsure(retention.text, f"{what}: the retention reads “{retention.text}”. Please send the amount.", evidence)
    if retention.amount > most:
        found = money(retention.amount)
        return failed(found, f"{what}: retention of {found} exceeds {money(most)}. Send the certificate of one within it.", evidence)
    return None


def _worst(verdicts: list[Verdict]) -> Verdict | None:
    return min(verdicts, key=lambda verdict: verdict[0] is not Outcome.FAIL, default=None)


def _follows(asking: Asking) -> Iterator[Asked]:
    if asking.line in _ROWS:
        requirement = asking.requirement_set.lines[asking.line]
        general = asking.requirement_set.lines.get(Line.GENERAL_LIABILITY)
        if requirement.required and requirement.follow_form:
            wanted = tuple(
                name
                for name in ("additional_insured", "waiver_of_subrogation", "primary_noncontributory")
                if general is not None and getattr(general, name) is not None
            )
            yield Asked(
                "an umbrella that follows form, or shows what general liability must",
                wanted,
                ("additional_insured", "waiver_of_subrogation"),
            )


@rule(
    "R62",
    "The umbrella follows form, or shows the same provisions itself",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="trade practice: “follow form” is rarely literally true, and by itself no evidence of an additional insured",
    asks=_follows,
    note="Applies when the umbrella's `follow_form` is set.",
)
def follows_form(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    said = held.says("follow_form")
    if said:
        return passed(said.text, tuple(filter(None, (held.certificate.evidence.get("description"),))))
    policy = held.policy
    shown = {
        "additional_insured": policy.additional_insured,
        "waiver_of_subrogation": policy.waiver_of_subrogation,
        "primary_noncontributory": held.says("primary_noncontributory") is not None or None,
    }
    evidence = held.evidence("additional_insured", "waiver_of_subrogation")
    missing = [name.replace("_", " ") for name in asked.value if not shown[name]]
    if asked.value and not missing:
        return passed("shows the provisions itself", evidence)
    ask = f"Send a copy of the umbrella's {listed(missing) or 'follow form'} endorsement, or of the page that says it follows form."
    if policy.additional_insured:
        return unsure(f"no {listed(missing, 'or')}", f"Umbrella must follow form or give {listed(missing)}. {ask}", evidence)
    return failed("neither", f"Umbrella must give additional insured status or follow form. {ask}", evidence)


path(
    "R63",
    "One umbrella figure is an aggregate; “occurrence or aggregate” asks for both",
    severity=Severity.BLOCK,
    source="leases that list one figure",
    subject="umbrella",
    note="How a requirement is written: `limits: 5000000` is the aggregate, `limits: {each_occurrence_or_aggregate: 5000000}` both.",
)
