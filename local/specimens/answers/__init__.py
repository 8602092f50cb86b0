"""Textract's answer to a specimen, worked out from the drawing: words and lines, elements, tables, pairs."""
