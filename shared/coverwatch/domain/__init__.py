"""What the words mean: certificates, policies, requirements, findings, notices. Frozen values, no input or output."""
