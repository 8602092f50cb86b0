"""One address for all of AWS: Textract is our own, presigned forms and cross-origin rules are enforced, everything else is moto."""
