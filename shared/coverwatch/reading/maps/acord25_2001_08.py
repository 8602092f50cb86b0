"""ACORD 25 (2001/08): long replaced, but its certificates still turn up; its fields bear the eLabels of later editions."""

FIELDS = """
0.8306 0.0445 0.9688 0.0601 date      Form_CompletionDate_A
0.5711 0.1335 0.8565 0.1542 text      Insurer_FullName_A
0.8624 0.1335 0.9682 0.1542 naic      Insurer_NAICCode_A
0.5711 0.1487 0.8565 0.1693 text      Insurer_FullName_B
0.8624 0.1487 0.9682 0.1693 naic      Insurer_NAICCode_B
0.5711 0.1639 0.8565 0.1845 text      Insurer_FullName_C
0.8624 0.1639 0.9682 0.1845 naic      Insurer_NAICCode_C
0.5711 0.1790 0.8565 0.1997 text      Insurer_FullName_D
0.8624 0.1790 0.9682 0.1997 naic      Insurer_NAICCode_D
0.5711 0.1941 0.8565 0.2148 text      Insurer_FullName_E
0.8624 0.1941 0.9682 0.2148 naic      Insurer_NAICCode_E
0.2917 0.2917 0.4796 0.3931 text      Policy_GeneralLiability_PolicyNumberIdentifier_A
0.4847 0.2917 0.5847 0.3090 date      Policy_GeneralLiability_EffectiveDate_A
0.5918 0.2917 0.6916 0.3090 date      Policy_GeneralLiability_ExpirationDate_A
0.8565 0.2891 0.9694 0.3058 amount    GeneralLiability_EachOccurrence_LimitAmount_A
0.0306 0.3013 0.0539 0.3180 insurer   GeneralLiability_InsurerLetterCode_A
0.0588 0.3013 0.0821 0.3180 letter    CertificateOfInsurance_GeneralLiability_AdditionalInsuredCode_A
0.8565 0.3039 0.9694 0.3207 amount    GeneralLiability_FireDamageRentedPremises_EachOccurrenceLimitAmount_A
0.0913 0.3052 0.1076 0.3178 mark      GeneralLiability_CoverageIndicator_A
0.1158 0.3203 0.1321 0.3329 mark      GeneralLiability_ClaimsMadeIndicator_A
0.2212 0.3203 0.2376 0.3329 mark      GeneralLiability_OccurrenceIndicator_A
0.8565 0.3188 0.9694 0.3355 amount    GeneralLiability_MedicalExpense_EachPersonLimitAmount_A
0.1176 0.3324 0.2847 0.3530 text      GeneralLiability_OtherCoverageDescription_A
0.8565 0.3336 0.9694 0.3504 amount    GeneralLiability_PersonalAndAdvertisingInjury_LimitAmount_A
0.0913 0.3364 0.1076 0.3490 mark      GeneralLiability_OtherCoverageIndicator_A
0.0913 0.3506 0.1076 0.3633 mark      GeneralLiability_OtherCoverageIndicator_B
0.1176 0.3475 0.2847 0.3681 text      GeneralLiability_OtherCoverageDescription_B
0.8565 0.3485 0.9694 0.3652 amount    GeneralLiability_GeneralAggregate_LimitAmount_A
0.8565 0.3633 0.9694 0.3801 amount    GeneralLiability_ProductsAndCompletedOperations_AggregateLimitAmount_A
0.0925 0.3819 0.1088 0.3945 mark      GeneralLiability_GeneralAggregate_LimitAppliesPerPolicyIndicator_A
0.1611 0.3819 0.1775 0.3945 mark      GeneralLiability_GeneralAggregate_LimitAppliesPerProjectIndicator_A
0.2334 0.3819 0.2498 0.3945 mark      GeneralLiability_GeneralAggregate_LimitAppliesPerLocationIndicator_A
0.7000 0.3791 0.8388 0.3958 text      GeneralLiability_OtherCoverageLimitDescription_A
0.8565 0.3782 0.9694 0.3949 amount    GeneralLiability_OtherCoverageLimitAmount_A
0.2917 0.3980 0.4796 0.5144 text      Policy_AutomobileLiability_PolicyNumberIdentifier_A
0.4847 0.3979 0.5847 0.4152 date      Policy_AutomobileLiability_EffectiveDate_A
0.5918 0.3980 0.6916 0.4152 date      Policy_AutomobileLiability_ExpirationDate_A
0.8565 0.4027 0.9694 0.4208 amount    Vehicle_CombinedSingleLimit_EachAccidentAmount_A
0.0306 0.4083 0.0539 0.4250 insurer   Vehicle_InsurerLetterCode_A
0.0588 0.4083 0.0821 0.4250 letter    CertificateOfInsurance_AutomobileLiability_AdditionalInsuredCode_A
0.0925 0.4122 0.1088 0.4248 mark      Vehicle_AnyAutoIndicator_A
0.0913 0.4274 0.1076 0.4400 mark      Vehicle_AllOwnedAutosIndicator_A
0.8565 0.4327 0.9694 0.4495 amount    Vehicle_BodilyInjury_PerPersonLimitAmount_A
0.0913 0.4425 0.1076 0.4551 mark      Vehicle_ScheduledAutosIndicator_A
0.0913 0.4567 0.1076 0.4693 mark      Vehicle_HiredAutosIndicator_A
0.8565 0.4636 0.9694 0.4817 amount    Vehicle_BodilyInjury_PerAccidentLimitAmount_A
0.0913 0.4728 0.1076 0.4854 mark      Vehicle_NonOwnedAutosIndicator_A
0.1176 0.4829 0.2847 0.5036 text      Vehicle_OtherCoveredAutoDescription_A
0.0913 0.4880 0.1076 0.5006 mark      Vehicle_OtherCoveredAutoIndicator_A
0.8565 0.4936 0.9694 0.5117 amount    Vehicle_PropertyDamage_PerAccidentLimitAmount_A
0.0913 0.5022 0.1076 0.5148 mark      Vehicle_OtherCoveredAutoIndicator_B
0.1176 0.4990 0.2847 0.5196 text      Vehicle_OtherCoveredAutoDescription_B
0.2917 0.5645 0.4796 0.6349 text      Policy_ExcessLiability_PolicyNumberIdentifier_A
0.4847 0.5645 0.5847 0.5818 date      Policy_ExcessLiability_EffectiveDate_A
0.5918 0.5645 0.6916 0.5818 date      Policy_ExcessLiability_ExpirationDate_A
0.8565 0.5618 0.9694 0.5785 amount    ExcessUmbrella_Umbrella_EachOccurrenceAmount_A
0.0318 0.5750 0.0551 0.5917 insurer   ExcessUmbrella_InsurerLetterCode_A
0.0588 0.5750 0.0821 0.5917 letter    CertificateOfInsurance_ExcessLiability_AdditionalInsuredCode_A
0.0919 0.5788 0.1082 0.5915 mark      ExcessUmbrella_OccurrenceIndicator_A
0.1863 0.5788 0.2026 0.5915 mark      ExcessUmbrella_ClaimsMadeIndicator_A
0.8565 0.5782 0.9694 0.5949 amount    ExcessUmbrella_Umbrella_AggregateAmount_A
0.6974 0.5890 0.8400 0.6096 text      ExcessUmbrella_OtherCoverageDescription_A
0.8565 0.5927 0.9694 0.6095 amount    ExcessUmbrella_OtherCoverageLimitAmount_A
0.0919 0.6082 0.1082 0.6208 mark      ExcessUmbrella_DeductibleIndicator_A
0.0919 0.6243 0.1082 0.6369 mark      ExcessUmbrella_RetentionIndicator_A
0.2071 0.6221 0.2776 0.6402 amount    ExcessUmbrella_Umbrella_DeductibleOrRetentionAmount_A
0.0318 0.6428 0.0551 0.6595 insurer   WorkersCompensationEmployersLiability_InsurerLetterCode_A
0.2917 0.6391 0.4796 0.6976 text      Policy_WorkersCompensationAndEmployersLiability_PolicyNumberIdentifier_A
0.4847 0.6391 0.5847 0.6564 date      Policy_WorkersCompensationAndEmployersLiability_EffectiveDate_A
0.5918 0.6391 0.6916 0.6564 date      Policy_WorkersCompensationAndEmployersLiability_ExpirationDate_A
0.6973 0.6394 0.7137 0.6520 mark      WorkersCompensationEmployersLiability_WorkersCompensationStatutoryLimitIndicator_A
0.7929 0.6394 0.8093 0.6520 mark      WorkersCompensationEmployersLiability_OtherCoverageIndicator_A
0.8435 0.6382 0.9682 0.6549 text      WorkersCompensationEmployersLiability_OtherCoverageDescription_A
0.8565 0.6527 0.9694 0.6695 amount    WorkersCompensationEmployersLiability_EmployersLiability_EachAccidentLimitAmount_A
0.8565 0.6682 0.9694 0.6849 amount    WorkersCompensationEmployersLiability_EmployersLiability_DiseaseEachEmployeeLimitAmount_A
0.8565 0.6836 0.9694 0.7004 amount    WorkersCompensationEmployersLiability_EmployersLiability_DiseasePolicyLimitAmount_A
0.2917 0.7009 0.4796 0.7417 text      OtherPolicy_PolicyNumberIdentifier_A
0.4847 0.7009 0.5847 0.7181 date      OtherPolicy_PolicyEffectiveDate_A
0.5918 0.7009 0.6916 0.7181 date      OtherPolicy_PolicyExpirationDate_A
0.6973 0.7000 0.9694 0.7418 text      OtherPolicy_CoverageCode_A
0.0318 0.7071 0.0551 0.7239 insurer   OtherPolicy_InsurerLetterCode_A
0.0612 0.7073 0.2871 0.7455 text      OtherPolicy_OtherPolicyDescription_A
0.0331 0.7536 0.9682 0.8327 text      CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A
0.0359 0.0790 0.4935 0.0941 text      Producer_FullName_A
0.0359 0.0941 0.4935 0.1093 text      Producer_MailingAddress_LineOne_A
0.0359 0.1093 0.4935 0.1245 text      Producer_MailingAddress_LineTwo_A
0.0359 0.1245 0.3889 0.1396 text      Producer_MailingAddress_CityName_A
0.3889 0.1245 0.4183 0.1396 text      Producer_MailingAddress_StateOrProvinceCode_A
0.4183 0.1245 0.4935 0.1396 text      Producer_MailingAddress_PostalCode_A
0.1226 0.1494 0.4935 0.1646 text      NamedInsured_FullName_A
0.1226 0.1646 0.4935 0.1797 text      NamedInsured_MailingAddress_LineOne_A
0.1226 0.1797 0.4935 0.1948 text      NamedInsured_MailingAddress_LineTwo_A
0.1226 0.1949 0.3889 0.2100 text      NamedInsured_MailingAddress_CityName_A
0.3889 0.1949 0.4183 0.2100 text      NamedInsured_MailingAddress_StateOrProvinceCode_A
0.4183 0.1949 0.4935 0.2100 text      NamedInsured_MailingAddress_PostalCode_A
0.1118 0.8557 0.4935 0.8709 text      CertificateHolder_FullName_A
0.1118 0.8709 0.4935 0.8860 text      CertificateHolder_MailingAddress_LineOne_A
0.1118 0.8860 0.4935 0.9012 text      CertificateHolder_MailingAddress_LineTwo_A
0.1118 0.9012 0.3889 0.9163 text      CertificateHolder_MailingAddress_CityName_A
0.3889 0.9012 0.4183 0.9163 text      CertificateHolder_MailingAddress_StateOrProvinceCode_A
0.4183 0.9012 0.4935 0.9163 text      CertificateHolder_MailingAddress_PostalCode_A
"""
"""left top right bottom kind eLabel, a field a line."""

LABELS = """
0.2295 0.0364 0.7663 0.0576 16.8 CERTIFICATE OF LIABILITY INSURANCE
0.8518 0.0371 0.9482 0.0446  5.9 DATE (MM/DD/YYYY)
0.0352 0.0647 0.0903 0.0722  5.9 PRODUCER
0.5059 0.1236 0.7445 0.1342  8.4 INSURERS AFFORDING COVERAGE
0.8647 0.1236 0.9097 0.1342  8.4 NAIC #
0.0352 0.1396 0.0786 0.1470  5.9 INSURED
0.5059 0.1422 0.5620 0.1498  6.0 INSURER A:
0.5059 0.1574 0.5620 0.1650  6.0 INSURER B:
0.5059 0.1725 0.5625 0.1801  6.0 INSURER C:
0.5059 0.1877 0.5625 0.1953  6.0 INSURER D:
0.5059 0.2029 0.5620 0.2104  6.0 INSURER E:
0.0353 0.2158 0.1230 0.2265  8.4 COVERAGES
0.0331 0.2751 0.0554 0.2824  5.8 INSR
0.0588 0.2751 0.0866 0.2824  5.8 ADD'L
0.4923 0.2749 0.5839 0.2823  5.9 POLICY EFFECTIVE
0.5953 0.2749 0.6928 0.2823  5.9 POLICY EXPIRATION
0.1378 0.2810 0.2390 0.2884  5.9 TYPE OF INSURANCE
0.3450 0.2790 0.4259 0.2864  5.9 POLICY NUMBER
0.8163 0.2790 0.8479 0.2864  5.9 LIMITS
0.0352 0.2824 0.0533 0.2898  5.8 LTR
0.0588 0.2824 0.0870 0.2898  5.8 INSRD
0.4963 0.2823 0.5799 0.2898  5.9 DATE (MM/DD/YY)
0.6023 0.2823 0.6858 0.2898  5.9 DATE (MM/DD/YY)
0.0940 0.2960 0.1899 0.3034  5.9 GENERAL LIABILITY
0.7000 0.2956 0.8002 0.3032  6.0 EACH OCCURRENCE
0.7001 0.3064 0.8019 0.3140  6.0 DAMAGE TO RENTED
0.1175 0.3107 0.2810 0.3183  6.0 COMMERCIAL GENERAL LIABILITY
0.7001 0.3133 0.8199 0.3209  6.0 PREMISES (Ea occurence)
0.1412 0.3259 0.2087 0.3335  6.0 CLAIMS MADE
0.2470 0.3259 0.2830 0.3335  6.0 OCCUR
0.7000 0.3259 0.8220 0.3335  6.0 MED EXP (Any one person)
0.7000 0.3411 0.8237 0.3487  6.0 PERSONAL & ADV INJURY
0.7000 0.3562 0.8117 0.3638  6.0 GENERAL AGGREGATE
0.0941 0.3714 0.2845 0.3789  6.0 GEN'L AGGREGATE LIMIT APPLIES PER:
0.7000 0.3714 0.8345 0.3789  6.0 PRODUCTS - COMP/OP AGG
0.1884 0.3806 0.2129 0.3882  6.0 PRO-
0.1176 0.3865 0.1536 0.3941  6.0 POLICY
0.1884 0.3882 0.2129 0.3958  6.0 JECT
0.2588 0.3865 0.2790 0.3941  6.0 LOC
0.0940 0.4020 0.2075 0.4094  5.9 AUTOMOBILE LIABILITY
0.7000 0.4058 0.8193 0.4134  6.0 COMBINED SINGLE LIMIT
0.1175 0.4168 0.1676 0.4244  6.0 ANY AUTO
0.7000 0.4149 0.7577 0.4225  6.0 (Ea accident)
0.1175 0.4320 0.2118 0.4396  6.0 ALL OWNED AUTOS
0.7000 0.4361 0.7741 0.4436  6.0 BODILY INJURY
0.1175 0.4471 0.2145 0.4547  6.0 SCHEDULED AUTOS
0.7000 0.4452 0.7545 0.4527  6.0 (Per person)
0.1175 0.4623 0.1845 0.4699  6.0 HIRED AUTOS
0.7000 0.4665 0.7741 0.4740  6.0 BODILY INJURY
0.1175 0.4775 0.2166 0.4850  6.0 NON-OWNED AUTOS
0.7000 0.4756 0.7610 0.4831  6.0 (Per accident)
0.7000 0.4968 0.7991 0.5043  6.0 PROPERTY DAMAGE
0.7000 0.5058 0.7610 0.5134  6.0 (Per accident)
0.0940 0.5233 0.1850 0.5307  5.9 GARAGE LIABILITY
0.7000 0.5229 0.8313 0.5305  6.0 AUTO ONLY - EA ACCIDENT
0.1175 0.5380 0.1676 0.5456  6.0 ANY AUTO
0.7992 0.5380 0.8357 0.5456  6.0 EA ACC
0.7000 0.5423 0.7637 0.5499  6.0 OTHER THAN
0.7000 0.5514 0.7594 0.5589  6.0 AUTO ONLY:
0.8139 0.5532 0.8357 0.5608  6.0 AGG
0.0940 0.5687 0.2386 0.5762  5.9 EXCESS/UMBRELLA LIABILITY
0.7000 0.5684 0.8002 0.5759  6.0 EACH OCCURRENCE
0.1175 0.5835 0.1535 0.5910  6.0 OCCUR
0.2116 0.5835 0.2792 0.5910  6.0 CLAIMS MADE
0.7000 0.5835 0.7621 0.5910  6.0 AGGREGATE
0.1175 0.6138 0.1796 0.6214  6.0 DEDUCTIBLE
0.1175 0.6289 0.1742 0.6365  6.0 RETENTION
0.7258 0.6396 0.7803 0.6472  6.0 WC STATU-
0.8159 0.6396 0.8399 0.6472  6.0 OTH-
0.0646 0.6448 0.2199 0.6523  5.9 WORKERS COMPENSATION AND
0.7223 0.6466 0.7838 0.6542  6.0 TORY LIMITS
0.8211 0.6466 0.8347 0.6542  6.0 ER
0.0646 0.6538 0.1761 0.6612  5.9 EMPLOYERS' LIABILITY
0.7000 0.6593 0.8002 0.6669  6.0 E.L. EACH ACCIDENT
0.0647 0.6646 0.2538 0.6719  5.8 ANY PROPRIETOR/PARTNER/EXECUTIVE
0.0647 0.6734 0.2100 0.6807  5.8 OFFICER/MEMBER EXCLUDED?
0.7000 0.6744 0.8525 0.6819  6.0 E.L. DISEASE - EA EMPLOYEE
0.0645 0.6824 0.1583 0.6900  6.0 If yes, describe under
0.7000 0.6895 0.8351 0.6971  6.0 E.L. DISEASE - POLICY LIMIT
0.0645 0.6915 0.1980 0.6990  6.0 SPECIAL PROVISIONS below
0.0646 0.7019 0.0983 0.7094  5.9 OTHER
0.0353 0.8370 0.1878 0.8476  8.4 CERTIFICATE HOLDER
0.5059 0.8370 0.6141 0.8476  8.4 CANCELLATION
0.5059 0.9273 0.6591 0.9348  5.9 AUTHORIZED REPRESENTATIVE
"""
"""left top right bottom points text, a label a line; the fine print is left out."""
