"""The app that people open in a browser: pages, API, and the doors to both."""
