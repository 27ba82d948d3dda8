"""The cheapest plan: which known facts to change, and at what cost, to meet a rulebook."""
