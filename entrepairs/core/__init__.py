"""What every app may use: errors, text, time, geography, requests. No models."""
