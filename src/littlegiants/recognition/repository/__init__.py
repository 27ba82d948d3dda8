"""Reading and writing the tables of recognition; nobody outside the room imports from here."""
