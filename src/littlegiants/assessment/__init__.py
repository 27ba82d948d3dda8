"""Enterprises are assessed: verdicts, reasons, gaps, and the cheapest plan to the next tier."""
