"""Certificates by lot: invented companies and policies, what real certificates do, and how pages show them."""
