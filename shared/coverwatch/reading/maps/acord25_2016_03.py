"""ACORD 25 (2016/03): where its fields and printed labels stand, measured on the form; fractions of a page of 612 × 792 points."""

FIELDS = """
0.8350 0.0455 0.9641 0.0606 date      Form_CompletionDate_A
0.5654 0.1515 0.9641 0.1667 text      Producer_ContactPerson_FullName_A
0.0359 0.1667 0.4935 0.1818 text      Producer_FullName_A
0.5768 0.1667 0.7827 0.1818 text      Producer_ContactPerson_PhoneNumber_A
0.8464 0.1667 0.9641 0.1818 text      Producer_FaxNumber_A
0.0359 0.1818 0.4935 0.1970 text      Producer_MailingAddress_LineOne_A
0.5654 0.1818 0.9641 0.1970 text      Producer_ContactPerson_EmailAddress_A
0.0359 0.1970 0.4935 0.2121 text      Producer_MailingAddress_LineTwo_A
0.0359 0.2121 0.3889 0.2273 text      Producer_MailingAddress_CityName_A
0.3889 0.2121 0.4183 0.2273 text      Producer_MailingAddress_StateOrProvinceCode_A
0.4183 0.2121 0.4935 0.2273 text      Producer_MailingAddress_PostalCode_A
0.5703 0.2121 0.8758 0.2273 text      Insurer_FullName_A
0.8889 0.2121 0.9641 0.2273 naic      Insurer_NAICCode_A
0.5703 0.2273 0.8758 0.2424 text      Insurer_FullName_B
0.8889 0.2273 0.9641 0.2424 naic      Insurer_NAICCode_B
0.1176 0.2424 0.4935 0.2576 text      NamedInsured_FullName_A
0.5703 0.2424 0.8758 0.2576 text      Insurer_FullName_C
0.8889 0.2424 0.9641 0.2576 naic      Insurer_NAICCode_C
0.1176 0.2576 0.4935 0.2727 text      NamedInsured_MailingAddress_LineOne_A
0.5703 0.2576 0.8758 0.2727 text      Insurer_FullName_D
0.8889 0.2576 0.9641 0.2727 naic      Insurer_NAICCode_D
0.1176 0.2727 0.4935 0.2879 text      NamedInsured_MailingAddress_LineTwo_A
0.5703 0.2727 0.8758 0.2879 text      Insurer_FullName_E
0.8889 0.2727 0.9641 0.2879 naic      Insurer_NAICCode_E
0.1176 0.2879 0.3889 0.3030 text      NamedInsured_MailingAddress_CityName_A
0.3889 0.2879 0.4183 0.3030 text      NamedInsured_MailingAddress_StateOrProvinceCode_A
0.4183 0.2879 0.4935 0.3030 text      NamedInsured_MailingAddress_PostalCode_A
0.5703 0.2879 0.8758 0.3030 text      Insurer_FullName_F
0.8889 0.2879 0.9641 0.3030 naic      Insurer_NAICCode_F
0.4232 0.3030 0.5703 0.3182 text      CertificateOfInsurance_CertificateNumberIdentifier_A
0.8301 0.3030 0.9641 0.3182 text      CertificateOfInsurance_RevisionNumberIdentifier_A
0.0588 0.3788 0.0817 0.3939 mark      GeneralLiability_CoverageIndicator_A
0.8595 0.3788 0.9641 0.3939 amount    GeneralLiability_EachOccurrence_LimitAmount_A
0.0817 0.3939 0.1062 0.4091 mark      GeneralLiability_ClaimsMadeIndicator_A
0.1879 0.3939 0.2124 0.4091 mark      GeneralLiability_OccurrenceIndicator_A
0.8595 0.3939 0.9641 0.4091 amount    GeneralLiability_FireDamageRentedPremises_EachOccurrenceLimitAmount_A
0.0588 0.4091 0.0817 0.4242 mark      GeneralLiability_OtherCoverageIndicator_A
0.0882 0.4091 0.2827 0.4242 text      GeneralLiability_OtherCoverageDescription_A
0.8595 0.4091 0.9641 0.4242 amount    GeneralLiability_MedicalExpense_EachPersonLimitAmount_A
0.0294 0.4242 0.0588 0.4394 insurer   GeneralLiability_InsurerLetterCode_A
0.0588 0.4242 0.0817 0.4394 mark      GeneralLiability_OtherCoverageIndicator_B
0.0882 0.4242 0.2827 0.4394 text      GeneralLiability_OtherCoverageDescription_B
0.2876 0.4242 0.3170 0.4394 letter    CertificateOfInsurance_GeneralLiability_AdditionalInsuredCode_A
0.3170 0.4242 0.3464 0.4394 letter    Policy_GeneralLiability_SubrogationWaivedCode_A
0.3529 0.4242 0.5359 0.4394 text      Policy_GeneralLiability_PolicyNumberIdentifier_A
0.5408 0.4242 0.6176 0.4394 date      Policy_GeneralLiability_EffectiveDate_A
0.6176 0.4242 0.6944 0.4394 date      Policy_GeneralLiability_ExpirationDate_A
0.8595 0.4242 0.9641 0.4394 amount    GeneralLiability_PersonalAndAdvertisingInjury_LimitAmount_A
0.8595 0.4394 0.9641 0.4545 amount    GeneralLiability_GeneralAggregate_LimitAmount_A
0.0588 0.4545 0.0817 0.4697 mark      GeneralLiability_GeneralAggregate_LimitAppliesPerPolicyIndicator_A
0.1291 0.4545 0.1536 0.4697 mark      GeneralLiability_GeneralAggregate_LimitAppliesPerProjectIndicator_A
0.1993 0.4545 0.2239 0.4697 mark      GeneralLiability_GeneralAggregate_LimitAppliesPerLocationIndicator_A
0.8595 0.4545 0.9641 0.4697 amount    GeneralLiability_ProductsAndCompletedOperations_AggregateLimitAmount_A
0.0588 0.4697 0.0817 0.4848 mark      GeneralLiability_GeneralAggregate_LimitAppliesToOtherIndicator_A
0.1291 0.4697 0.2827 0.4848 text      GeneralLiability_GeneralAggregate_LimitAppliesToCode_A
0.6993 0.4697 0.8350 0.4848 text      GeneralLiability_OtherCoverageLimitDescription_A
0.8595 0.4697 0.9641 0.4848 amount    GeneralLiability_OtherCoverageLimitAmount_A
0.8595 0.4848 0.9641 0.5000 amount    Vehicle_CombinedSingleLimit_EachAccidentAmount_A
0.0588 0.5000 0.0817 0.5152 mark      Vehicle_AnyAutoIndicator_A
0.8595 0.5000 0.9641 0.5152 amount    Vehicle_BodilyInjury_PerPersonLimitAmount_A
0.0294 0.5152 0.0588 0.5303 insurer   Vehicle_InsurerLetterCode_A
0.0588 0.5152 0.0817 0.5303 mark      Vehicle_AllOwnedAutosIndicator_A
0.1699 0.5152 0.1944 0.5303 mark      Vehicle_ScheduledAutosIndicator_A
0.2876 0.5152 0.3170 0.5303 letter    CertificateOfInsurance_AutomobileLiability_AdditionalInsuredCode_A
0.3170 0.5152 0.3464 0.5303 letter    Policy_AutomobileLiability_SubrogationWaivedCode_A
0.3529 0.5152 0.5359 0.5303 text      Policy_AutomobileLiability_PolicyNumberIdentifier_A
0.5408 0.5152 0.6176 0.5303 date      Policy_AutomobileLiability_EffectiveDate_A
0.6176 0.5152 0.6944 0.5303 date      Policy_AutomobileLiability_ExpirationDate_A
0.8595 0.5152 0.9641 0.5303 amount    Vehicle_BodilyInjury_PerAccidentLimitAmount_A
0.0588 0.5303 0.0817 0.5455 mark      Vehicle_HiredAutosIndicator_A
0.1699 0.5303 0.1944 0.5455 mark      Vehicle_NonOwnedAutosIndicator_A
0.8595 0.5303 0.9641 0.5455 amount    Vehicle_PropertyDamage_PerAccidentLimitAmount_A
0.0588 0.5455 0.0817 0.5606 mark      Vehicle_OtherCoveredAutoIndicator_A
0.0882 0.5455 0.1650 0.5606 text      Vehicle_OtherCoveredAutoDescription_A
0.1699 0.5455 0.1944 0.5606 mark      Vehicle_OtherCoveredAutoIndicator_B
0.1993 0.5455 0.2827 0.5606 text      Vehicle_OtherCoveredAutoDescription_B
0.6993 0.5455 0.8350 0.5606 text      Vehicle_OtherCoverage_CoverageDescription_A
0.8595 0.5455 0.9641 0.5606 amount    Vehicle_OtherCoverage_LimitAmount_A
0.0588 0.5606 0.0817 0.5758 mark      Policy_PolicyType_UmbrellaIndicator_A
0.1879 0.5606 0.2124 0.5758 mark      ExcessUmbrella_OccurrenceIndicator_A
0.8595 0.5606 0.9641 0.5758 amount    ExcessUmbrella_Umbrella_EachOccurrenceAmount_A
0.0294 0.5758 0.0588 0.5909 insurer   ExcessUmbrella_InsurerLetterCode_A
0.0588 0.5758 0.0817 0.5909 mark      Policy_PolicyType_ExcessIndicator_A
0.1879 0.5758 0.2124 0.5909 mark      ExcessUmbrella_ClaimsMadeIndicator_A
0.2876 0.5758 0.3170 0.5909 letter    CertificateOfInsurance_ExcessLiability_AdditionalInsuredCode_A
0.3170 0.5758 0.3464 0.5909 letter    Policy_ExcessLiability_SubrogationWaivedCode_A
0.3529 0.5758 0.5359 0.5909 text      Policy_ExcessLiability_PolicyNumberIdentifier_A
0.5408 0.5758 0.6176 0.5909 date      Policy_ExcessLiability_EffectiveDate_A
0.6176 0.5758 0.6944 0.5909 date      Policy_ExcessLiability_ExpirationDate_A
0.8595 0.5758 0.9641 0.5909 amount    ExcessUmbrella_Umbrella_AggregateAmount_A
0.0588 0.5909 0.0817 0.6061 mark      ExcessUmbrella_DeductibleIndicator_A
0.1176 0.5909 0.1405 0.6061 mark      ExcessUmbrella_RetentionIndicator_A
0.2173 0.5909 0.2827 0.6061 amount    ExcessUmbrella_Umbrella_DeductibleOrRetentionAmount_A
0.6993 0.5909 0.8350 0.6061 text      ExcessUmbrella_OtherCoverageDescription_A
0.8595 0.5909 0.9641 0.6061 amount    ExcessUmbrella_OtherCoverageLimitAmount_A
0.6944 0.6061 0.7173 0.6212 mark      WorkersCompensationEmployersLiability_WorkersCompensationStatutoryLimitIndicator_A
0.7761 0.6061 0.8007 0.6212 mark      WorkersCompensationEmployersLiability_OtherCoverageIndicator_A
0.8464 0.6061 0.9641 0.6212 text      WorkersCompensationEmployersLiability_OtherCoverageDescription_A
0.8595 0.6212 0.9641 0.6364 amount    WorkersCompensationEmployersLiability_EmployersLiability_EachAccidentLimitAmount_A
0.0294 0.6288 0.0588 0.6439 insurer   WorkersCompensationEmployersLiability_InsurerLetterCode_A
0.2582 0.6288 0.2827 0.6439 letter    WorkersCompensationEmployersLiability_AnyPersonsExcludedIndicator_A
0.3170 0.6288 0.3464 0.6439 letter    Policy_WorkersCompensation_SubrogationWaivedCode_A
0.3529 0.6288 0.5359 0.6439 text      Policy_WorkersCompensationAndEmployersLiability_PolicyNumberIdentifier_A
0.5408 0.6288 0.6176 0.6439 date      Policy_WorkersCompensationAndEmployersLiability_EffectiveDate_A
0.6176 0.6288 0.6944 0.6439 date      Policy_WorkersCompensationAndEmployersLiability_ExpirationDate_A
0.8595 0.6364 0.9641 0.6515 amount    WorkersCompensationEmployersLiability_EmployersLiability_DiseaseEachEmployeeLimitAmount_A
0.8595 0.6515 0.9641 0.6667 amount    WorkersCompensationEmployersLiability_EmployersLiability_DiseasePolicyLimitAmount_A
0.0654 0.6742 0.2827 0.7045 text      OtherPolicy_OtherPolicyDescription_A
0.7059 0.6667 0.8350 0.6818 text      OtherPolicy_CoverageCode_A
0.8595 0.6667 0.9641 0.6818 amount    OtherPolicy_CoverageLimitAmount_A
0.0294 0.6818 0.0588 0.6970 insurer   OtherPolicy_InsurerLetterCode_A
0.2876 0.6818 0.3170 0.6970 letter    CertificateOfInsurance_OtherPolicy_AdditionalInsuredCode_A
0.3170 0.6818 0.3464 0.6970 letter    OtherPolicy_SubrogationWaivedCode_A
0.3529 0.6818 0.5359 0.6970 text      OtherPolicy_PolicyNumberIdentifier_A
0.5408 0.6818 0.6176 0.6970 date      OtherPolicy_PolicyEffectiveDate_A
0.6176 0.6818 0.6944 0.6970 date      OtherPolicy_PolicyExpirationDate_A
0.7059 0.6818 0.8350 0.6970 text      OtherPolicy_CoverageCode_B
0.8595 0.6818 0.9641 0.6970 amount    OtherPolicy_CoverageLimitAmount_B
0.7059 0.6970 0.8350 0.7121 text      OtherPolicy_CoverageCode_C
0.8595 0.6970 0.9641 0.7121 amount    OtherPolicy_CoverageLimitAmount_C
0.0359 0.7273 0.9641 0.8106 text      CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A
0.1176 0.8712 0.4935 0.8864 text      CertificateHolder_FullName_A
0.1176 0.8864 0.4935 0.9015 text      CertificateHolder_MailingAddress_LineOne_A
0.1176 0.9015 0.4935 0.9167 text      CertificateHolder_MailingAddress_LineTwo_A
0.5065 0.9091 0.9641 0.9394 signature Producer_AuthorizedRepresentative_Signature_A
0.1176 0.9167 0.3889 0.9318 text      CertificateHolder_MailingAddress_CityName_A
0.3889 0.9167 0.4183 0.9318 text      CertificateHolder_MailingAddress_StateOrProvinceCode_A
0.4183 0.9167 0.4935 0.9318 text      CertificateHolder_MailingAddress_PostalCode_A
"""
"""left top right bottom kind eLabel, a field a line. Kinds: maps.Kind."""

LABELS = """
0.8519 0.0344 0.9481 0.0418  5.9 DATE (MM/DD/YYYY)
0.2653 0.0373 0.7112 0.0550 14.0 CERTIFICATE OF LIABILITY INSURANCE
0.5059 0.1524 0.5530 0.1599  5.9 CONTACT
0.0353 0.1556 0.0905 0.1631  5.9 PRODUCER
0.5059 0.1594 0.5375 0.1668  5.9 NAME:
0.5059 0.1682 0.5402 0.1756  5.9 PHONE
0.7941 0.1676 0.8134 0.1750  5.9 FAX
0.5059 0.1752 0.5706 0.1826  5.9 (A/C, No, Ext):
0.7941 0.1745 0.8385 0.1820  5.9 (A/C, No):
0.5059 0.1829 0.5391 0.1903  5.9 E-MAIL
0.5059 0.1898 0.5562 0.1973  5.9 ADDRESS:
0.6031 0.2040 0.7792 0.2116  6.0 INSURER(S) AFFORDING COVERAGE
0.9106 0.2040 0.9423 0.2116  6.0 NAIC #
0.5059 0.2194 0.5645 0.2268  5.9 INSURER A :
0.0353 0.2314 0.0787 0.2388  5.9 INSURED
0.5059 0.2345 0.5645 0.2420  5.9 INSURER B :
0.5059 0.2497 0.5645 0.2571  5.9 INSURER C :
0.5059 0.2648 0.5645 0.2723  5.9 INSURER D :
0.5059 0.2800 0.5641 0.2875  5.9 INSURER E :
0.5059 0.2952 0.5635 0.3026  5.9 INSURER F :
0.0353 0.3067 0.1230 0.3173  8.4 COVERAGES
0.2588 0.3067 0.4192 0.3173  8.4 CERTIFICATE NUMBER:
0.6941 0.3067 0.8290 0.3173  8.4 REVISION NUMBER:
0.0328 0.3646 0.0554 0.3720  5.8 INSR
0.2898 0.3641 0.3150 0.3714  5.8 ADDL
0.3190 0.3641 0.3458 0.3714  5.8 SUBR
0.5511 0.3645 0.6078 0.3720  5.9 POLICY EFF
0.6270 0.3645 0.6848 0.3720  5.9 POLICY EXP
0.0349 0.3715 0.0533 0.3789  5.8 LTR
0.1231 0.3696 0.2239 0.3771  5.9 TYPE OF INSURANCE
0.2916 0.3722 0.3150 0.3795  5.8 INSD
0.3190 0.3722 0.3434 0.3795  5.8 WVD
0.4039 0.3709 0.4843 0.3784  5.9 POLICY NUMBER
0.5457 0.3714 0.6132 0.3789  5.9 (MM/DD/YYYY)
0.6221 0.3714 0.6896 0.3789  5.9 (MM/DD/YYYY)
0.8166 0.3696 0.8482 0.3771  5.9 LIMITS
0.0882 0.3829 0.2547 0.3904  6.0 COMMERCIAL GENERAL LIABILITY
0.7000 0.3854 0.7998 0.3929  6.0 EACH OCCURRENCE
0.7000 0.3942 0.8016 0.4018  6.0 DAMAGE TO RENTED
0.1118 0.4005 0.1799 0.4081  6.0 CLAIMS-MADE
0.2176 0.4005 0.2536 0.4081  6.0 OCCUR
0.7000 0.4018 0.8231 0.4094  6.0 PREMISES (Ea occurrence)
0.7000 0.4157 0.8221 0.4232  6.0 MED EXP (Any one person)
0.7000 0.4308 0.8232 0.4384  6.0 PERSONAL & ADV INJURY
0.0647 0.4460 0.2547 0.4535  6.0 GEN'L AGGREGATE LIMIT APPLIES PER:
0.7000 0.4460 0.8114 0.4535  6.0 GENERAL AGGREGATE
0.1588 0.4561 0.1833 0.4637  6.0 PRO-
0.0882 0.4611 0.1242 0.4687  6.0 POLICY
0.1588 0.4629 0.1833 0.4705  6.0 JECT
0.2294 0.4611 0.2496 0.4687  6.0 LOC
0.7000 0.4611 0.8343 0.4687  6.0 PRODUCTS - COMP/OP AGG
0.0882 0.4769 0.1253 0.4844  6.0 OTHER:
0.7000 0.4858 0.8190 0.4934  6.0 COMBINED SINGLE LIMIT
0.0647 0.4889 0.1773 0.4964  5.9 AUTOMOBILE LIABILITY
0.7000 0.4927 0.7582 0.5003  6.0 (Ea accident)
0.0882 0.5035 0.1382 0.5111  6.0 ANY AUTO
0.7000 0.5041 0.8315 0.5116  6.0 BODILY INJURY (Per person)
0.0882 0.5161 0.1258 0.5237  6.0 OWNED
0.2000 0.5161 0.2605 0.5237  6.0 SCHEDULED
0.7000 0.5192 0.8382 0.5268  6.0 BODILY INJURY (Per accident)
0.0882 0.5237 0.1514 0.5313  6.0 AUTOS ONLY
0.2000 0.5237 0.2338 0.5313  6.0 AUTOS
0.0882 0.5313 0.1187 0.5388  6.0 HIRED
0.2000 0.5310 0.2626 0.5386  6.0 NON-OWNED
0.7000 0.5313 0.7986 0.5388  6.0 PROPERTY DAMAGE
0.0882 0.5388 0.1514 0.5464  6.0 AUTOS ONLY
0.2000 0.5388 0.2631 0.5464  6.0 AUTOS ONLY
0.7000 0.5382 0.7615 0.5457  6.0 (Per accident)
0.0882 0.5647 0.1669 0.5721  5.9 UMBRELLA LIAB
0.2176 0.5678 0.2536 0.5754  6.0 OCCUR
0.7000 0.5672 0.7998 0.5747  6.0 EACH OCCURRENCE
0.0882 0.5798 0.1523 0.5873  5.9 EXCESS LIAB
0.2176 0.5823 0.2857 0.5899  6.0 CLAIMS-MADE
0.7000 0.5823 0.7621 0.5899  6.0 AGGREGATE
0.0882 0.5981 0.1089 0.6057  6.0 DED
0.1471 0.5981 0.2113 0.6057  6.0 RETENTION
0.7235 0.6070 0.7437 0.6146  6.0 PER
0.8057 0.6070 0.8296 0.6146  6.0 OTH-
0.0618 0.6086 0.1929 0.6161  5.9 WORKERS COMPENSATION
0.7235 0.6139 0.7682 0.6215  6.0 STATUTE
0.8059 0.6139 0.8195 0.6215  6.0 ER
0.0618 0.6174 0.1963 0.6249  5.9 AND EMPLOYERS' LIABILITY
0.2597 0.6207 0.2815 0.6282  6.0 Y / N
0.0618 0.6274 0.2478 0.6347  5.8 ANY PROPRIETOR/PARTNER/EXECUTIVE
0.7000 0.6278 0.8000 0.6354  6.0 E.L. EACH ACCIDENT
0.2919 0.6329 0.3140 0.6404  6.0 N / A
0.0618 0.6350 0.2055 0.6423  5.8 OFFICER/MEMBER EXCLUDED?
0.0618 0.6423 0.1460 0.6499  6.0 (Mandatory in NH)
0.7000 0.6429 0.8525 0.6505  6.0 E.L. DISEASE - EA EMPLOYEE
0.0618 0.6511 0.1562 0.6587  6.0 If yes, describe under
0.0618 0.6587 0.2404 0.6663  6.0 DESCRIPTION OF OPERATIONS below
0.7000 0.6581 0.8349 0.6657  6.0 E.L. DISEASE - POLICY LIMIT
0.0353 0.7162 0.3100 0.7237  5.9 DESCRIPTION OF OPERATIONS / LOCATIONS / VEHICLES
0.0353 0.8223 0.1884 0.8330  8.4 CERTIFICATE HOLDER
0.5059 0.8223 0.6141 0.8330  8.4 CANCELLATION
0.5059 0.8980 0.6582 0.9055  5.9 AUTHORIZED REPRESENTATIVE
"""
"""left top right bottom points text, a label a line; the fine print is left out."""
