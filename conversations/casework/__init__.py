"""What happens to a case between a report and its end, one module per kind of work."""
