"""Whether all is well, and whom that is told: the health page, systemd, a file, and the administrator."""
