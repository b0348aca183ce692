"""What staff wrote: loading it, and the plain data it becomes."""
