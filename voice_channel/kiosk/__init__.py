"""The kiosk: a page for standing at, with large letters, voice and touch."""
