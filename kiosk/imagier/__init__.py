"""The Imagier: our own data set, where every picture is drawn by code from its number."""
