"""The directory as rows after HSDS 3.1: what a table holds, how files become rows and back."""
