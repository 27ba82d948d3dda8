"""The register: enterprises, their dated names, places and facts, where each came from and who decided what."""
