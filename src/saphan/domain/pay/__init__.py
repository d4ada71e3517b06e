"""Is my pay right? What should have been paid, line by line, and what the law book says of it."""
