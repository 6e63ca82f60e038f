"""What `onboarding` shows."""
