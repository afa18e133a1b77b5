"""业主委员会: its members, meetings and decisions, and the register of its seal (GR 31–39)."""
