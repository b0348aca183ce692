"""L’Imagier: an offline exhibit about how image-making AI works."""
