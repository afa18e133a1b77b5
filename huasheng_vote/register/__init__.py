"""The estate's register: buildings, units, owners, grounds of ownership, enrolment."""
