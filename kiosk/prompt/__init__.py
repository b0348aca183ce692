"""Words: a prompt is read, translated into English and cut into tokens."""
