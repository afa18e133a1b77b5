"""What people do: sign in, ask and approve, take and leave offices, declare skills, keep their own data."""
