"""The real bot over HTTP against the simulator."""
