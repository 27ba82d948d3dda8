"""The cheapest plan: which known facts to change, at what cost, so that a rulebook is no longer unmet."""
