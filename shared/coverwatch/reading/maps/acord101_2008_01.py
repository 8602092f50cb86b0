"""ACORD 101 (2008/01), the additional remarks schedule: it continues the form before it.

No form with field names was at hand: the names below are ours, made as ACORD's are, but for those that other forms share.
"""

FIELDS = """
0.6150 0.0320 0.9641 0.0470 text      Producer_CustomerIdentifier_A
0.0359 0.1100 0.4935 0.1300 text      Producer_FullName_A
0.5059 0.1100 0.9641 0.1740 text      NamedInsured_FullName_A
0.0359 0.1403 0.4935 0.1603 text      Policy_PolicyNumberIdentifier_A
0.0359 0.1706 0.4130 0.1906 text      Insurer_FullName_A
0.4235 0.1706 0.4935 0.1906 naic      Insurer_NAICCode_A
0.5970 0.1740 0.9641 0.1890 date      Policy_EffectiveDate_A
0.1410 0.2270 0.2180 0.2420 text      AdditionalRemarksSchedule_FormNumber_A
0.3080 0.2270 0.9641 0.2420 text      AdditionalRemarksSchedule_FormTitle_A
0.0294 0.2440 0.9706 0.9394 text      AdditionalRemarksSchedule_RemarkText_A
"""
"""left top right bottom kind eLabel, a field a line."""

LABELS = """
0.4588 0.0347 0.6142 0.0448  8.0 AGENCY CUSTOMER ID:
0.5688 0.0499 0.6117 0.0600  8.0 LOC #:
0.2847 0.0752 0.6799 0.0929 14.0 ADDITIONAL REMARKS SCHEDULE
0.8353 0.0774 0.8704 0.0887  9.0 Page
0.9154 0.0774 0.9293 0.0887  9.0 of
0.0353 0.1026 0.0765 0.1100  5.9 AGENCY
0.5059 0.1026 0.5873 0.1100  5.9 NAMED INSURED
0.0353 0.1329 0.1162 0.1403  5.9 POLICY NUMBER
0.0353 0.1632 0.0792 0.1706  5.9 CARRIER
0.4235 0.1632 0.4776 0.1706  5.9 NAIC CODE
0.5059 0.1783 0.5911 0.1858  5.9 EFFECTIVE DATE:
0.0353 0.1936 0.1931 0.2042  8.4 ADDITIONAL REMARKS
0.0353 0.2302 0.1391 0.2403  8.0 FORM NUMBER:
0.2235 0.2302 0.3063 0.2403  8.0 FORM TITLE:
"""
"""left top right bottom points text, a label a line."""
