"""Labels of pictures: boxes, masks, and how well two of them agree."""
