// Keyboard and small conveniences of the office pages.
