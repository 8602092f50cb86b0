"""The demo's data: requirement sets, vendors, and certificates whose dates are counted from the demo's day."""

from local.examples.certificates import ExampleCertificate, certificate_specimens, certificates
from local.examples.requirement_sets import requirement_sets
from local.examples.vendors import vendors

__all__ = ["ExampleCertificate", "certificate_specimens", "certificates", "requirement_sets", "vendors"]
