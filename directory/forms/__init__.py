"""The forms of the editor: one page for each question, and those about place and comfort."""
