"""Microphone to words: voices in Vosk's form, a recogniser, and what sound looks like. Imports no sibling."""
