"""From the text of a witness to tokens, and what counts as the same word."""
