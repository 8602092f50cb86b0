"""The demo's data: requirement sets, vendors, and certificates whose dates are counted from the demo's day."""

from local.examples.certificates import ExampleCertificate, certificate_specimens, certificates

__all__ = ["ExampleCertificate", "certificate_specimens", "certificates"]
