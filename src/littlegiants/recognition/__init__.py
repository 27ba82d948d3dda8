"""The record of recognition: lists become titles, reviews and exits; the city's own rounds; what falls due."""
