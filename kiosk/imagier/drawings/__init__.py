"""Every thing the Imagier can draw, cut from paper."""
