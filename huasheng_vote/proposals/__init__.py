"""From an idea to a proposal: campaigns, suggestions, endorsements, consultation, and owners' demand for an assembly."""
