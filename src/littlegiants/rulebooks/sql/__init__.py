"""How a rulebook becomes one SQL statement, step by step."""
