"""Reading and writing the tables of the register; nobody outside the room imports from here."""
