"""The pages of residents: each is reached by a link of a mail, and knows nothing without it."""
