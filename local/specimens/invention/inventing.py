"""Certificates' fields drawn by lot: parties, insurers, policies, dates and limits in the ways in which agencies write them."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from re import sub

from local.specimens.bands import ROW_ENTRIES
from local.specimens.editions import form
from local.specimens.invention import invented
from local.specimens.seeds import Draw

Fields = dict[str, str | bool]

DATE_STYLES: tuple[Callable[[date], str], ...] = (
    lambda day: day.strftime("%m/%d/%Y"),
    lambda day: f"{day.month}/{day.day}/{day.year}",
    lambda day: day.strftime("%m/%d/%y"),
    lambda day: day.isoformat(),
)
AMOUNT_STYLES: tuple[Callable[[int], str], ...] = (
    lambda amount: f"{amount:,}",
    str,
    lambda amount: f"${amount:,}",
    lambda amount: f"{amount:,}".replace(",", " "),
)
LINES = tuple(ROW_ENTRIES)
GENERAL_LIMITS = {
    "GeneralLiability_EachOccurrence_LimitAmount_A": (500_000, 1_000_000, 2_000_000),
    "GeneralLiability_FireDamageRentedPremises_EachOccurrenceLimitAmount_A": (100_000, 300_000),
    "GeneralLiability_MedicalExpense_EachPersonLimitAmount_A": (5_000, 10_000),
    "GeneralLiability_PersonalAndAdvertisingInjury_LimitAmount_A": (1_000_000,),
    "GeneralLiability_GeneralAggregate_LimitAmount_A": (2_000_000, 4_000_000),
    "GeneralLiability_ProductsAndCompletedOperations_AggregateLimitAmount_A": (2_000_000,),
}
SPLIT_LIMITS = {
    "Vehicle_BodilyInjury_PerPersonLimitAmount_A": (100_000, 250_000),
    "Vehicle_BodilyInjury_PerAccidentLimitAmount_A": (300_000, 500_000),
    "Vehicle_PropertyDamage_PerAccidentLimitAmount_A": (50_000, 100_000),
}
EMPLOYERS = "WorkersCompensationEmployersLiability_EmployersLiability"
EMPLOYERS_LIMITS = {
    f"{EMPLOYERS}_EachAccidentLimitAmount_A": (500_000, 1_000_000),
    f"{EMPLOYERS}_DiseaseEachEmployeeLimitAmount_A": (500_000, 1_000_000),
    f"{EMPLOYERS}_DiseasePolicyLimitAmount_A": (500_000, 1_000_000),
}
CODES = ("X", "Y", "N", "", "")


class Invention:
    """One certificate in the making; the seed decides everything."""

    def __init__(self, seed: str, on: date) -> None:
        self.draw = Draw(seed)
        self.dated = self.draw.one_of(DATE_STYLES)
        self.amount = self.draw.one_of(AMOUNT_STYLES)
        self.on = on
        self.fields: Fields = {"Form_CompletionDate_A": self.dated(on - timedelta(days=self.draw.below(60)))}
        self.letters: list[str] = []

    def parties(self) -> None:
        agency, domain = self.draw.one_of(invented.AGENCIES)
        self.put("Producer_FullName_A", agency)
        self.address("Producer")
        self.put("Producer_ContactPerson_FullName_A", self.draw.one_of(invented.CONTACTS))
        self.put("Producer_ContactPerson_PhoneNumber_A", f"({2 + self.draw.below(8)}{self.draw.digits(2)}) 555-01{self.draw.digits(2)}")
        self.put("Producer_FaxNumber_A", f"512-555-01{self.draw.digits(2)}" if self.draw.chance(0.6) else "")
        self.put("Producer_ContactPerson_EmailAddress_A", f"certs@{domain}.example")
        self.put("NamedInsured_FullName_A", self.draw.one_of(invented.INSUREDS))
        self.address("NamedInsured")
        self.put("CertificateHolder_FullName_A", self.draw.one_of(invented.HOLDERS))
        self.address("CertificateHolder")
        self.put("CertificateOfInsurance_CertificateNumberIdentifier_A", self.draw.digits(7))
        self.put("CertificateOfInsurance_RevisionNumberIdentifier_A", str(self.draw.below(9)) if self.draw.chance(0.4) else "")
        self.put("CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A", self.draw.one_of(invented.DESCRIPTIONS))
        self.put("Producer_AuthorizedRepresentative_Signature_A", self.draw.one_of((agency, agency, *invented.SIGNERS, "")))

    def address(self, party: str) -> None:
        city, state, postal_code = self.draw.one_of(invented.CITIES)
        self.put(f"{party}_MailingAddress_LineOne_A", self.draw.one_of(invented.STREETS))
        self.put(f"{party}_MailingAddress_LineTwo_A", self.draw.one_of(invented.SECOND_LINES))
        self.put(f"{party}_MailingAddress_CityName_A", city)
        self.put(f"{party}_MailingAddress_StateOrProvinceCode_A", state)
        self.put(f"{party}_MailingAddress_PostalCode_A", postal_code)

    def insurers(self, count: int) -> None:
        first = self.draw.below(len(invented.INSURERS))
        for number in range(count):
            name, naic = invented.INSURERS[(first + number) % len(invented.INSURERS)]
            letter = "ABCDEF"[number]
            self.letters.append(letter)
            self.put(f"Insurer_FullName_{letter}", name)
            self.put(f"Insurer_NAICCode_{letter}", naic if self.draw.chance(0.9) else "")

    def policy(self, line: str) -> None:
        """Letter, boxes, number and dates of a row, then what the row states besides."""
        starts = self.on - timedelta(days=self.draw.below(330))
        ends = date(starts.year + 1, starts.month, min(starts.day, 28))
        for entry in ROW_ENTRIES[line]:
            if "InsurerLetterCode" in entry:
                self.put(entry, self.draw.one_of(self.letters))
            elif "EffectiveDate" in entry:
                self.put(entry, self.dated(starts))
            elif "ExpirationDate" in entry:
                self.put(entry, self.dated(ends))
            elif "PolicyNumber" in entry:
                self.put(entry, self.number())
            else:
                self.put(entry, self.draw.one_of(CODES))
        getattr(self, f"_{line}")()

    def number(self) -> str:
        return sub(r"\{(\d+)\}", lambda digits: self.draw.digits(int(digits[1])), self.draw.one_of(invented.NUMBER_FORMS))

    def limits(self, amounts: Mapping[str, tuple[int, ...]]) -> None:
        for name, choices in amounts.items():
            self.put(name, self.amount(self.draw.one_of(choices)))

    def put(self, name: str, value: str | bool) -> None:
        if value:
            self.fields[name] = value

    def _general_liability(self) -> None:
        self.put("GeneralLiability_CoverageIndicator_A", True)
        claims_made = self.draw.chance(0.15)
        self.put(f"GeneralLiability_{'ClaimsMade' if claims_made else 'Occurrence'}Indicator_A", True)
        basis = self.draw.one_of(("PerPolicy", "PerProject", "PerLocation"))
        self.put(f"GeneralLiability_GeneralAggregate_LimitApplies{basis}Indicator_A", True)
        if self.draw.chance(0.3):
            self.put("GeneralLiability_OtherCoverageIndicator_A", True)
            self.put(
                "GeneralLiability_OtherCoverageDescription_A", self.draw.one_of(("BI/PD Ded:5,000", "Contractual Liab", "XCU Included"))
            )
        self.limits(GENERAL_LIMITS)

    def _automobile_liability(self) -> None:
        boxes = self.draw.one_of(
            (("AnyAuto",), ("AllOwnedAutos", "HiredAutos", "NonOwnedAutos"), ("ScheduledAutos", "HiredAutos", "NonOwnedAutos"))
        )
        for box in boxes:
            self.put(f"Vehicle_{box}Indicator_A", True)
        if self.draw.chance(0.75):
            self.limits({"Vehicle_CombinedSingleLimit_EachAccidentAmount_A": (500_000, 1_000_000)})
        else:
            self.limits(SPLIT_LIMITS)

    def _umbrella_liability(self) -> None:
        excess = self.draw.chance(0.3)
        self.put(f"Policy_PolicyType_{'Excess' if excess else 'Umbrella'}Indicator_A", True)
        self.put("ExcessUmbrella_OccurrenceIndicator_A", True)
        if self.draw.chance(0.5):
            self.put("ExcessUmbrella_RetentionIndicator_A", True)
            self.put("ExcessUmbrella_Umbrella_DeductibleOrRetentionAmount_A", self.amount(10_000))
        amount = self.draw.one_of((1_000_000, 2_000_000, 5_000_000, 10_000_000))
        self.put("ExcessUmbrella_Umbrella_EachOccurrenceAmount_A", self.amount(amount))
        self.put("ExcessUmbrella_Umbrella_AggregateAmount_A", self.amount(amount))

    def _workers_compensation(self) -> None:
        self.put("WorkersCompensationEmployersLiability_AnyPersonsExcludedIndicator_A", self.draw.one_of(("N", "Y", "")))
        self.put("WorkersCompensationEmployersLiability_WorkersCompensationStatutoryLimitIndicator_A", True)
        self.limits(EMPLOYERS_LIMITS)

    def _other(self) -> None:
        kind = self.draw.one_of(("Professional Liability", "Pollution Liability", "Cyber Liability"))
        self.put("OtherPolicy_OtherPolicyDescription_A", kind)
        self.put("OtherPolicy_CoverageCode_A", "Each Claim")
        self.put("OtherPolicy_CoverageLimitAmount_A", self.amount(1_000_000))
        self.put("OtherPolicy_CoverageCode_B", "Aggregate")
        self.put("OtherPolicy_CoverageLimitAmount_B", self.amount(2_000_000))


def invent(seed: str, edition: str, on: date, lines: tuple[str, ...] | None = None) -> Fields:
    """A certificate's fields, all of them known to the edition. `lines` None: general liability and whatever else the seed draws."""
    invention = Invention(seed, on)
    invention.parties()
    invention.insurers(2 + invention.draw.below(4))
    for line in LINES:
        if line in lines if lines is not None else line == LINES[0] or invention.draw.chance(0.65):
            invention.policy(line)
    known = form(edition).fields
    return {name: value for name, value in invention.fields.items() if name in known}
