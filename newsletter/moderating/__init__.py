"""What the team does with what partners bring."""
