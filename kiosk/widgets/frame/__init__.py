"""Around every content: the strip, the steps, the question, the ways back, out and on."""
