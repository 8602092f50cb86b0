"""Our own words where a form has its paragraphs: the same length, place and weight, none of the form's text."""

FILLER = {
    "disclaimer": (
        "This page was drawn for tests and demonstrations. Every company, number and address on it is invented, and nothing on it gives, "
        "changes or takes away cover of any kind. Whoever receives this page as if it described real insurance should ask the person who "
        "sent it why. It is laid out like the pages that agencies send, so that a program which reads those can be tried on it, and it is "
        "of no other use. Real pages carry a notice of about this length here, in letters of about this weight and size."
    ),
    "important": (
        "Read me: pages of this kind carry a second notice here about parties added to a policy and about rights that were given up. The "
        "notice fills three lines of the box in bold letters. These are other words, of about the same length, that say nothing of the "
        "sort and that stand here for the sake of the space they fill."
    ),
    "important_2025": (
        "Read me: pages of this kind carry a second notice here about parties added to a policy and about rights that were given up. The "
        "notice fills four lines of the box in bold letters. These are other words, of about the same length, that say nothing of the "
        "sort and that stand here for the sake of the space they fill, which on this edition is one line more than on the one before it, "
        "so that everything below stands lower on the page. A reader that knows the older rows by heart finds the wrong ones on this page."
    ),
    "certify": (
        "Filler in place of the sentence that introduces the table of policies. It runs over four lines in lighter letters and is as dense "
        "as the sentence that it stands for, because dense small print above the table is what makes a scan hard to read. No promise is "
        "made in it, no policy is described by it and no term, exclusion or condition follows from it. The table below states invented "
        "policies of invented insurers, with amounts that were made up for this specimen. Nobody has paid a claim under any of them, and "
        "nobody will, whatever the columns say."
    ),
    "certify_2025": (
        "Filler in place of the sentence that introduces the table of policies. It runs over five lines in lighter letters and is as dense "
        "as the sentence that it stands for, because dense small print above the table is what makes a scan hard to read. *Amounts in the "
        "table may be smaller than the policies' own, since whoever asked for a specimen asked for certain amounts and was shown no more "
        "than those. *Not so everywhere. No promise is made in it, no policy is described by it and no term, exclusion or condition "
        "follows from it. The table below states invented policies of invented insurers, with amounts that were made up for this specimen. "
        "Nobody has paid a claim under any of them, and nobody will, whatever the columns say."
    ),
    "cancellation": (
        "FILLER OF THREE LINES ABOUT WHAT WOULD HAPPEN IF ONE OF THESE INVENTED POLICIES WERE TO END EARLY, AS SPECIMENS CANNOT, SET IN "
        "BOLD CAPITALS AS THE PAGES HAVE IT."
    ),
    "origin_2010": "Own artwork, layout of 1988-2010.",
    "origin_2014": "Own artwork, layout of 1988-2014.",
    "origin_2016": "Own artwork, layout of 1988-2015.",
    "origin_2025": "Own artwork, layout of 1988-2025.",
    "mark": "Specimen: invented data, drawn for tests, of no effect",
}
"""By subject; editions.py says where each stands."""
