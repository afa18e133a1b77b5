"""Who opens, who judges: officers with their keys, panelists with their declarations, invitations."""
