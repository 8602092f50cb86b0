"""Companies, agencies, insurers, streets and holders that do not exist."""

AGENCIES = (
    ("Larkspur Insurance Agency", "larkspur"),
    ("Tamarack Risk Advisors", "tamarack"),
    ("Whistler & Vane Insurance Brokers, Inc.", "whistlervane"),
    ("Blue Anchor Insurance Services LLC", "blueanchor"),
    ("Old Mill Road Agency", "oldmill"),
)
CONTACTS = ("Commercial Lines", "Certificate desk", "Small Business Team", "Account Services")
SIGNERS = ("Marta Quillfeather", "Ned Abernathy-Cole")
INSURERS = (
    ("Bluestem Casualty Company", "98117"),
    ("Harbor Point Indemnity Company", "98342"),
    ("Prairie Workers Mutual Insurance Company", "98516"),
    ("Juniper Ridge Fire & Marine Insurance Co", "98604"),
    ("Northgate Specialty Insurance Company of Delaware", "98733"),
    ("Sable River Surplus Lines Ins Co", "98801"),
    ("Cobalt Mutual Insurance Company", "98955"),
    ("First Orchard Assurance Corporation", "99020"),
    ("Stonefield American Insurance Co", "99148"),
)
INSUREDS = (
    "Keystone Elevator L.P.",
    "REDBUD PLUMBING, INC.",
    "Copper Canyon HVAC LLC",
    "Bluebonnet Painting Co.",
    "Ridgeline Roofing & Sheet Metal LLC",
    "Granite Peak Electric, Inc.",
    "Sweetwater Landscaping LLC",
    "O'Dell-Marsh Concrete Pumping, Ltd.",
    "TRI-COUNTY GLAZING & MIRROR",
    "Harrow Structural Engineers PLLC",
    "24/7 Restoration Services, LLC",
    "Mesa Verde Surveying Inc.",
)
STREETS = (
    "410 Sycamore Ave",
    "2300 Foundry Rd",
    "77 Quarry Ln",
    "9 Guadalupe Pl",
    "18 Limestone Ct",
    "1202 N. Riverside Dr",
    "PO Box 4417",
    "56-12 31st Ave",
)
SECOND_LINES = ("Suite 210", "Floor 6", "Bldg. C, Unit 14", "")
CITIES = (
    ("Austin", "TX", "78702"),
    ("Round Rock", "TX", "78664"),
    ("Coeur d'Alene", "ID", "83814"),
    ("Winston-Salem", "NC", "27101"),
    ("St. Louis", "MO", "63101-2204"),
    ("Newark", "NJ", "07102"),
    ("Oklahoma City", "OK", "73102"),
)
HOLDERS = (
    "Meridian Property Group LLC",
    "Oakwell Builders, Inc. and its affiliates",
    "City of Fairmont, a municipal corporation",
    "Lindqvist & Ortega Development, L.L.C.",
)
ADDITIONAL_INSURED = (
    "Certificate holder is included as additional insured on General Liability for ongoing and completed operations per CG 20 10 04 13 and "
    "CG 20 37 04 13, on a primary and non-contributory basis per CG 20 01 04 13. Waiver of subrogation applies per CG 24 04 05 09."
)
DESCRIPTIONS = (
    "All operations of the named insured.",
    "RE: Project 4711, Lakeline Tower, 300 Harbor Blvd.",
    ADDITIONAL_INSURED,
    "Blanket additional insured where required by written contract. Umbrella follows form.",
    "",
)
NUMBER_FORMS = ("BCC-GL-{6}", "HPI {2}-{5}", "{10}", "{2}-LW-{6}-{1}", "PWM-{7}", "A{3} {4} {2}", "{4}X{3}Q")
"""Policy numbers; a number in braces stands for as many digits."""
